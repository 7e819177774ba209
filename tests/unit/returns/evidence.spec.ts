import { test } from '@japa/runner'
import { MOST_FILES, readEvidence } from '#distribution/returns/evidence'
import { evidenceTypeOf } from '#distribution/returns/evidence_type'
import type { Problem } from '#shared/result'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const read = (files: { name: string; content: Buffer }[]) => {
  const problems: Problem[] = []
  return { files: readEvidence(files, problems), problems }
}

test.group('returns: evidence', () => {
  test('is what its content says', ({ assert }) => {
    const known: [string, string | null][] = [
      ['\x89PNG\r\n\x1a\nrest', 'image/png'],
      ['\xff\xd8\xff\xe0rest', 'image/jpeg'],
      ['RIFF....WEBPrest', 'image/webp'],
      ['RIFF....WAVErest', 'audio/wav'],
      ['RIFF....AVI rest\xff', null],
      ['%PDF-1.7', 'application/pdf'],
      ['ID3\x04rest', 'audio/mpeg'],
      ['\xff\xfb\x90\x00rest', 'audio/mpeg'],
      ['OggS\x00', 'audio/ogg'],
      ['\x00\x00\x00\x20ftypM4A ', 'audio/mp4'],
      ['called twice, nobody there\r\n', 'text/plain'],
      ['PK\x03\x04', null],
      ['MZ\x90\x00', null],
      ['\x7fELF\x02', null],
    ]
    for (const [content, type] of known) assert.equal(evidenceTypeOf(bytes(content)), type, content)
  })

  test('markup is text, whatever it is called', ({ assert }) => {
    for (const content of ['<script>alert(1)</script>', '<svg onload="x()"/>'])
      assert.equal(evidenceTypeOf(Buffer.from(content)), 'text/plain')
  })

  test('names lose their path, their controls and what turns them round', ({ assert }) => {
    const content = bytes('x')
    const name = (given: string) => read([{ name: given, content }]).files[0].name
    assert.equal(name('C:\\calls\\a b.txt'), 'a b.txt')
    assert.equal(name('../../etc/passwd'), 'passwd')
    assert.equal(name('a\u202etxt.exe\r\n'), 'atxt.exe')
    assert.equal(name('..'), 'evidence-1')
    assert.isAtMost(name('x'.repeat(300)).length, 200)
  })

  test('what is empty, too large, too many or of another kind is named', ({ assert }) => {
    const rules = (files: { name: string; content: Buffer }[]) =>
      read(files).problems.map(({ field }) => field)
    const fine = { name: 'a.txt', content: bytes('x') }
    assert.deepEqual(rules([fine, { name: 'b', content: bytes('') }]), ['evidence[1]'])
    const large = Buffer.alloc(5 * 1024 * 1024 + 1, 0x41)
    assert.deepEqual(rules([{ name: 'c', content: large }]), ['evidence[0]'])
    assert.deepEqual(rules([{ name: 'd.png', content: bytes('PK\x03\x04') }]), ['evidence[0]'])
    const four = { name: 'e', content: Buffer.alloc(4 * 1024 * 1024, 0x41) }
    assert.deepEqual(rules([four, four, four]), ['evidence'])
    assert.deepEqual(rules(Array.from({ length: MOST_FILES + 1 }, () => fine)), ['evidence'])
  })
})
