import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  digestsOf,
  normalDomain,
  normalEmail,
  normalPhone,
  readDigest,
  readEntry,
  soughtDigests,
} from '#intake/suppression_forms'

const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')

test.group('Forms of suppression entries', () => {
  test('an address has one normal form, however it is written', ({ assert }) => {
    assert.equal(normalEmail('  Jane.Doe@Example.COM '), 'jane.doe@example.com')
    assert.equal(normalEmail('jane+solar@example.com'), 'jane+solar@example.com')
    assert.notEqual(normalEmail('jane+solar@example.com'), normalEmail('jane@example.com'))
    assert.isNull(normalEmail('jane@'))
    assert.equal(normalPhone('(415) 555-2671', 'US'), '+14155552671')
    assert.equal(normalPhone('+1 415 555 2671', null), '+14155552671')
    assert.equal(normalPhone('030 123456', 'DE'), '+4930123456')
    assert.equal(normalPhone('+49 030 123456', 'DE'), '+4930123456')
    assert.equal(normalPhone('+49030123456', 'DE'), '+4930123456')
    assert.isNull(normalPhone('12', 'US'))
    assert.equal(normalDomain('@Example.com'), 'example.com')
    assert.equal(normalDomain('bücher.example'), 'xn--bcher-kva.example')
    assert.isNull(normalDomain('localhost'))
  })

  test('what an entry is, is seen from its shape', ({ assert }) => {
    const kind = (text: string) => {
      const read = readEntry(text, null, 'US')
      return read.ok ? read.value.kind : read.problem
    }
    assert.equal(kind('jane@example.com'), 'email')
    assert.equal(kind('@example.com'), 'domain')
    assert.equal(kind('example.com'), 'domain')
    assert.equal(kind('415-555-2671'), 'phone')
    assert.equal(kind(hex('sha256', 'x')), 'hash')
    assert.equal(kind(`md5:${hex('md5', 'x').toUpperCase()}`), 'hash')
    assert.match(kind('nobody at all'), /is no domain/)
    assert.match(kind('12'), /is no possible phone number/)
  })

  test('a plain address and its hashes mean the same person', ({ assert }) => {
    const email = 'jane@example.com'
    const plain = readEntry(' Jane@Example.com', null, null)
    const hashed = readEntry(hex('sha256', email).toUpperCase(), null, null)
    assert.isTrue(plain.ok && hashed.ok && plain.value.digest === hashed.value.digest)
    const forms = digestsOf('email', email)
    assert.include(forms, `md5:${hex('md5', email)}`)
    assert.equal(forms[0], `sha256:${hex('sha256', email)}`)
    assert.include(digestsOf('phone', '+14155552671'), `sha256:${hex('sha256', '14155552671')}`)
  })

  test('a domain means everything below it, and nothing beside or above', ({ assert }) => {
    const entry = (text: string) => {
      const read = readEntry(text, 'domain', null)
      return read.ok ? read.value.digest : ''
    }
    const forms = digestsOf('email', 'jane@mail.example.com')
    assert.include(forms, entry('example.com'))
    assert.include(forms, entry('mail.example.com'))
    assert.notInclude(forms, entry('ample.com'))
    assert.notInclude(forms, `sha256:${hex('sha256', 'com')}`)
    assert.notInclude(digestsOf('email', 'jane@example.com'), entry('mail.example.com'))
  })

  test('whatever is added under a spelling is found under every other', ({ assert }) => {
    const local = fc.stringMatching(/^[a-z0-9]([a-z0-9.+_-]{0,12}[a-z0-9])?$/)
    const host = fc.stringMatching(/^[a-z][a-z0-9]{0,10}\.(com|de|example)$/)
    fc.assert(
      fc.property(local, host, fc.boolean(), (name, domain, upper) => {
        if (name.includes('..')) return
        const email = `${name}@${domain}`
        const written = upper ? ` ${email.toUpperCase()} ` : email
        const added = readEntry(written, null, null)
        assert.isTrue(added.ok, written)
        if (!added.ok) return
        assert.include(digestsOf('email', email), added.value.digest)
        for (const algorithm of ['sha256', 'md5'])
          assert.include(digestsOf('email', email), readDigest(hex(algorithm, email))!)
        const asked = soughtDigests(written, 'email', null)
        assert.deepEqual(asked.ok && asked.value.digests, digestsOf('email', email))
      })
    )
  })

  test('numbers read fast and numbers read whole have one form', ({ assert }) => {
    const digits = fc.stringMatching(/^[2-9][0-9]{2}[2-9][0-9]{6}$/)
    fc.assert(
      fc.property(digits, (number) => {
        const spaced = `+1 ${number.slice(0, 3)} ${number.slice(3)}`
        assert.equal(normalPhone(`+1${number}`, null), normalPhone(spaced, null))
      })
    )
  })
})
