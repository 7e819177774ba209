import { test } from '@japa/runner'
import { pretty, readPasted } from '../../../resources/delivery/read_pasted.js'

test.group('an answer pasted', () => {
  test('from curl -i is taken apart, a body alone is a body', ({ assert }) => {
    assert.deepEqual(
      readPasted(
        'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-Id: 7\r\n\r\n{"a":1}\r\n\r\n2'
      ),
      {
        status: 201,
        headers: { 'content-type': 'application/json', 'x-id': '7' },
        body: '{"a":1}\n\n2',
      }
    )
    assert.deepEqual(readPasted('HTTP/2 204'), { status: 204, headers: {}, body: '' })
    assert.deepEqual(readPasted('{"a":1}'), { status: null, headers: {}, body: '{"a":1}' })
  })

  test('headers that were copied with the body right behind them still end somewhere', ({
    assert,
  }) => {
    assert.deepEqual(readPasted('HTTP/1.1 200 OK\nA: b\n{"status":"ok"}'), {
      status: 200,
      headers: { a: 'b' },
      body: '{"status":"ok"}',
    })
  })

  test('only JSON objects and lists are set out in lines', ({ assert }) => {
    assert.equal(pretty('{"a":1}'), '{\n  "a": 1\n}')
    assert.equal(pretty('0012'), '0012')
    assert.equal(pretty('<a/>'), '<a/>')
  })
})
