import { test } from '@japa/runner'
import { detectEncoding, detectFormat, detectSeparator } from '#intake/post_file/detect_format'

test.group('format of a file of leads', () => {
  test('separator: what stands most often in the first line, outside quotes')
    .with([
      ['a;b;c\n1,2,3,4,5', ';'],
      ['"a;b;c;d",b,c', ','],
      ['a\tb, c\td', '\t'],
      ['\uFEFFa|b|c', '|'],
      ['email', ','],
      ['', ','],
    ])
    .run(({ assert }, [text, separator]) => assert.equal(detectSeparator(text), separator))

  test('JSON lines by name or by how it begins', ({ assert }) => {
    assert.equal(detectFormat('leads.ndjson', 'a;b'), 'jsonl')
    assert.equal(detectFormat('leads.CSV', '{"a":1}'), 'csv')
    assert.equal(detectFormat('-', ' {"a":1}'), 'jsonl')
    assert.equal(detectFormat('-', 'email;phone'), 'csv')
  })

  test('encoding', ({ assert }) => {
    assert.equal(detectEncoding(Uint8Array.of(0xff, 0xfe, 0x61, 0), false), 'utf-16le')
    assert.equal(detectEncoding(Buffer.from('ä'), true), 'utf-8')
    assert.equal(detectEncoding(Uint8Array.of(0xe4), false), 'windows-1252')
  })
})
