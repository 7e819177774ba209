import fc from 'fast-check'
import { test } from '@japa/runner'
import { judgeDomain } from '#accounts/judge_domain'
import { isLocalName, readHost } from '#accounts/read_host'

test.group('readHost', () => {
  test('reads {0} as {1}')
    .with([
      ['Leads.Example.COM', 'leads.example.com'],
      ['leads.example.com:8443', 'leads.example.com'],
      ['leads.example.com.', 'leads.example.com'],
      ['leads.example.com.:443', 'leads.example.com'],
      ['bücher.example', 'xn--bcher-kva.example'],
      ['ＢＵ.example', 'bu.example'],
      ['127.0.0.1:3333', '127.0.0.1'],
      ['0x7f.1', '127.0.0.1'],
      ['[::1]:3333', '::1'],
      ['my_server', 'my_server'],
      ['', null],
      [null, null],
      ['a@leads.example.com', null],
      ['leads.example.com/x', null],
      ['leads.example.com?x', null],
      ['leads.example.com\\x', null],
      ['leads%2eexample.com', null],
      ['leads.example.com, evil.example', null],
      ['leads example.com', null],
      ['leads..example.com', null],
      ['.leads.example.com', null],
      ['leads.example.com:port', null],
      ['[::1', null],
      ['[evil]', null],
      [`${'a'.repeat(64)}.example`, null],
      [`${'a.'.repeat(140)}example`, null],
    ] as [string | null, string | null][])
    .run(({ assert }, [text, host]) => {
      assert.equal(readHost(text), host)
    })

  test('answers a host in its one form, or none, whatever it gets', ({ assert }) => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((address) => `[${address}]`),
      fc.webAuthority({ withPort: true, withUserInfo: true })
    )
    fc.assert(
      fc.property(part, (text) => {
        const host = readHost(text)
        if (host === null) return
        assert.match(host, /^[a-z0-9_.:-]+$/)
        assert.isAtMost(host.length, 253)
        const again = host.includes(':') ? `[${host}]` : host
        assert.equal(readHost(again), host)
        assert.equal(readHost(`${again}:443`), host)
      }),
      { numRuns: 2000 }
    )
  })

  test('a domain that can be added is never this machine or network', ({ assert }) => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.string()), (text) => {
        const judged = judgeDomain(text, new Set(['install.example']))
        if ('problem' in judged) return
        assert.equal(readHost(judged.host), judged.host)
        assert.isFalse(isLocalName(judged.host))
        assert.notEqual(judged.host, 'install.example')
      }),
      { numRuns: 1000 }
    )
    assert.deepEqual(judgeDomain('install.example', new Set(['install.example'])), {
      problem: 'own',
    })
  })
})
