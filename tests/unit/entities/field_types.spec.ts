import { test } from '@japa/runner'
import { READERS } from '#entities/field_types'
import type { AcceptContext, Field, FieldType, PendingFile } from '#entities/types'
import { DE, US, field } from '#tests/unit/entities/helpers'

const files: PendingFile[] = []

/** The normal form, or the rule that refused the value as "!rule". */
function read(
  type: FieldType,
  value: unknown,
  context: AcceptContext = US,
  more: Partial<Field> = {}
) {
  const result = READERS[type](value, field('it', type, more), {
    ...context,
    phoneCountry: context.country,
    files,
  })
  return result.ok ? result.value : `!${result.problem.rule}`
}

test.group('text', () => {
  test('is one clean line in NFC')
    .with([
      ['  Anna  Smith ', 'Anna  Smith'],
      ['a\r\nb\tc', 'a b c'],
      ['Zoe\u0308', 'Zoë'],
      ['a\u0007b\u200b', 'ab'],
      ['\ufeffJosé\u00a0', 'José'],
      ['👩‍🌾', '👩‍🌾'],
      [94105, '94105'],
      [true, 'true'],
      ['x'.repeat(1001), '!max_length'],
      ['half \ud83d', '!unicode'],
      ['nul \0 nul', '!unicode'],
      [{ a: 1 }, '!text'],
      [Number.NaN, '!text'],
    ] as const)
    .run(({ assert }, [value, normal]) => assert.equal(read('text', value), normal))

  test('long text keeps its lines', ({ assert }) => {
    assert.equal(read('long_text', ' one\r\ntwo\u2028three\n '), 'one\ntwo\nthree')
    assert.equal(read('long_text', 'x'.repeat(10_000)), 'x'.repeat(10_000))
    assert.equal(read('long_text', 'x'.repeat(10_001)), '!max_length')
  })
})

test.group('number', () => {
  test('reads what has one meaning')
    .with([
      [240, 240],
      ['240', 240],
      [' -1.5 ', -1.5],
      ['+.5', 0.5],
      ['1e3', 1000],
      ['1.234', 1.234],
      ['1,234.5', 1234.5],
      ['1.234,5', 1234.5],
      ['12,5', 12.5],
      ['0,234', 0.234],
      ['1,234,567', 1234567],
      ['1 234 567,5', 1234567.5],
      ["1'234", 1234],
      ['−7', -7],
      ['007', 7],
      [-0, 0],
    ] as const)
    .run(({ assert }, [value, normal]) => assert.strictEqual(read('number', value), normal))

  test('refuses what has two meanings, none, or would lose digits')
    .with([
      '1,234',
      '1,23,4',
      '1.234.5',
      'twelve',
      '12 apples',
      '0x10',
      'Infinity',
      Number.NaN,
      Infinity,
      true,
      [1],
      '9007199254740993',
      1e300,
      '٣',
    ])
    .run(({ assert }, value) => assert.equal(read('number', value), '!number'))
})

test.group('money', () => {
  test('is an amount with its currency')
    .with([
      [240, '240.00 USD'],
      ['25', '25.00 USD'],
      ['-3.10', '-3.10 USD'],
      ['1,250.50', '1250.50 USD'],
      ['240 eur', '240.00 EUR'],
      ['€240', '240.00 EUR'],
      ['$240', '240.00 USD'],
      [{ amount: '1500', currency: 'jpy' }, '1500 JPY'],
      [{ amount: 5 }, '5.00 USD'],
      [{ amount: '1.234', currency: 'KWD' }, '1.234 KWD'],
    ] as const)
    .run(({ assert }, [value, normal]) => {
      const [amount, currency] = normal.split(' ')
      assert.deepEqual(read('money', value), { amount, currency })
    })

  test('never rounds and never guesses a currency')
    .with([
      ['1.005', '!money'],
      [0.1 + 0.2, '!money'],
      ['1.5 JPY', '!money'],
      ['240 XYZ', '!currency'],
      [{ amount: 1, currency: {} }, '!currency'],
      [{ amount: true }, '!money'],
      [{ amount: 1, tax: 2 }, '!money'],
      [1e21, '!money'],
      ['1,000', '!money'],
      [true, '!money'],
    ] as const)
    .run(({ assert }, [value, rule]) => assert.equal(read('money', value), rule))

  test('$ means the currency of an account that uses dollars, else nothing', ({ assert }) => {
    assert.equal(read('money', '$5', DE), '!currency')
    assert.deepEqual(read('money', '$5', { country: 'CA', currency: 'CAD' }), {
      amount: '5.00',
      currency: 'CAD',
    })
  })
})

test.group('email', () => {
  test('is lower case with an ASCII domain')
    .with([
      [' Anna.Smith+ads@Example.COM ', 'anna.smith+ads@example.com'],
      ["o'hara@mail.example.co.uk", "o'hara@mail.example.co.uk"],
      ['a@bücher.example', 'a@xn--bcher-kva.example'],
      ['jörg@example.de', 'jörg@example.de'],
    ] as const)
    .run(({ assert }, [value, normal]) => assert.equal(read('email', value), normal))

  test('refuses what no mail reaches')
    .with([
      'anna',
      '@example.com',
      'anna@',
      'anna@localhost',
      'anna@example',
      'a@b@example.com',
      'anna..x@example.com',
      '.anna@example.com',
      'anna@-example.com',
      'anna@example..com',
      'anna@example.com.',
      'anna@127.0.0.1',
      'Anna <anna@example.com>',
      'a@example.com, b@example.com',
      'anna smith@example.com',
      'a@example.com\nBcc: b@example.com',
      '"a b"@example.com',
      `${'x'.repeat(65)}@example.com`,
      `a@${'x.'.repeat(130)}com`,
      17,
      null,
    ])
    .run(({ assert }, value) => assert.equal(read('email', value), '!email'))
})

test.group('phone', () => {
  test('is E.164, read in the country of the lead')
    .with([
      ['(415) 555-0132', US, '+14155550132'],
      ['+49 30 901820', US, '+4930901820'],
      ['030 / 90 18 20', DE, '+4930901820'],
      ['0033 1 23 45 67 89', { country: null, currency: 'USD' }, '+33123456789'],
      ['0044 20 7946 0018', US, '+442079460018'],
      ['415-555-0132 ext. 7', US, '+14155550132'],
      [4155550132, US, '+14155550132'],
      ['tel:+1-415-555-0132', US, '+14155550132'],
    ] as const)
    .run(({ assert }, [value, context, normal]) =>
      assert.equal(read('phone', value, context), normal)
    )

  test('refuses what cannot be called')
    .with([
      ['123', US],
      ['+1415555013212345', US],
      ['4155550132', { country: null, currency: 'USD' }],
      ['none of your business', US],
      ['9'.repeat(5000), US],
      [true, US],
    ] as const)
    .run(({ assert }, [value, context]) => assert.equal(read('phone', value, context), '!phone'))
})

test.group('date', () => {
  test('is YYYY-MM-DD')
    .with([
      ['2026-10-25', US, '2026-10-25'],
      ['2026/10/25', US, '2026-10-25'],
      ['20261025', US, '2026-10-25'],
      ['2026-10-25T23:30:00-07:00', US, '2026-10-25'],
      ['25.10.2026', DE, '2026-10-25'],
      ['5. 1.2026', DE, '2026-01-05'],
      ['3/4/2026', US, '2026-03-04'],
      ['10/25/2026', DE, '2026-10-25'],
      ['25/10/2026', US, '2026-10-25'],
      ['2/2/2026', DE, '2026-02-02'],
      ['2024-02-29', US, '2024-02-29'],
    ] as const)
    .run(({ assert }, [value, context, normal]) =>
      assert.equal(read('date', value, context), normal)
    )

  test('refuses days that do not exist or may be two')
    .with([
      '2026-02-29',
      '2026-13-01',
      '31.04.2026',
      '3/4/2026',
      '25.10.26',
      '0000-01-01',
      'soon',
      20261025,
    ])
    .run(({ assert }, value) => assert.equal(read('date', value, DE), '!date'))
})

test.group('datetime', () => {
  test('is RFC 3339 in UTC')
    .with([
      ['2026-10-25T10:00:00Z', US, '2026-10-25T10:00:00.000Z'],
      ['2026-10-25t10:00:00.123456+02:00', US, '2026-10-25T08:00:00.123Z'],
      ['2026-10-25 10:00 -0700', US, '2026-10-25T17:00:00.000Z'],
      ['2026-07-01T10:00', DE, '2026-07-01T08:00:00.000Z'],
      ['2026-12-01T10:00:30', DE, '2026-12-01T09:00:30.000Z'],
    ] as const)
    .run(({ assert }, [value, context, normal]) =>
      assert.equal(read('datetime', value, context), normal)
    )

  test('refuses times that are none, or local where no zone is known')
    .with([
      '2026-10-25T10:00:00',
      '2026-10-25',
      '2026-02-30T10:00:00Z',
      '2026-10-25T24:00:00Z',
      '2026-10-25T10:00:60Z',
      '2026-10-25T10:00:00+25:00',
      '9999-12-31T23:59:59-10:00',
      1760000000000,
      'yesterday',
    ])
    .run(({ assert }, value) => assert.equal(read('datetime', value), '!datetime'))
})

test.group('select', () => {
  const options = { options: ['CA', 'New York', 'EV, charger', '2'] }

  test('is the option as defined', ({ assert }) => {
    assert.equal(read('select', ' ca', US, options), 'CA')
    assert.equal(read('select', 'NEWYORK', US, options), 'New York')
    assert.equal(read('select', 2, US, options), '2')
    assert.equal(read('select', 'NV', US, options), '!option')
    assert.equal(read('select', ['CA'], US, options), '!option')
  })

  test('names the options when it refuses', ({ assert }) => {
    const result = READERS.select('NV', field('state', 'select', { options: ['CA', 'AZ'] }), {
      ...US,
      phoneCountry: null,
      files,
    })
    assert.deepEqual(result, {
      ok: false,
      problem: { rule: 'option', message: 'must be one of CA, AZ' },
    })
  })

  test('several come as a list or as text between commas', ({ assert }) => {
    assert.deepEqual(read('multi_select', ['new york', 'CA', 'ca', ''], US, options), [
      'New York',
      'CA',
    ])
    assert.deepEqual(read('multi_select', 'ca; new york', US, options), ['CA', 'New York'])
    assert.deepEqual(read('multi_select', 'EV, charger', US, options), ['EV, charger'])
    assert.isUndefined(read('multi_select', ['', null], US, options))
    assert.equal(read('multi_select', ['CA', 'NV'], US, options), '!option')
    assert.equal(read('multi_select', { CA: true }, US, options), '!option')
  })
})

test.group('checkbox', () => {
  test('is true or false')
    .with([
      [true, true],
      ['Yes', true],
      [' on ', true],
      [1, true],
      ['0', false],
      ['off', false],
      [false, false],
      ['maybe', '!checkbox'],
      [2, '!checkbox'],
      [[true], '!checkbox'],
    ] as const)
    .run(({ assert }, [value, normal]) => assert.strictEqual(read('checkbox', value), normal))
})

test.group('url', () => {
  test('is an http address in standard form')
    .with([
      ['HTTPS://Example.com', 'https://example.com/'],
      ['www.example.com/a b', 'https://www.example.com/a%20b'],
      ['http://bücher.example/ü', 'http://xn--bcher-kva.example/%C3%BC'],
      ['javascript:alert(1)', '!url'],
      ['file:///etc/passwd', '!url'],
      ['ftp://example.com', '!url'],
      ['data:text/html,x', '!url'],
      ['https://user:pw@example.com', '!url'],
      ['just words', '!url'],
      ['//example.com', '!url'],
      ['https://', '!url'],
      [{}, '!url'],
      [`https://example.com/${'x'.repeat(2100)}`, '!max_length'],
    ] as const)
    .run(({ assert }, [value, normal]) => assert.equal(read('url', value), normal))
})

test.group('file', (group) => {
  group.each.setup(() => {
    files.length = 0
  })

  test('a link stays a link', ({ assert }) => {
    assert.deepEqual(read('file', { url: 'https://example.com/a.pdf' }), {
      url: 'https://example.com/a.pdf',
    })
    assert.equal(read('file', { url: 'file:///etc/passwd' }), '!url')
  })

  test('content is measured, typed by what it is, and kept to be stored', ({ assert }) => {
    const content = Buffer.from('<svg onload="alert(1)"></svg>')
    const stored = read('file', {
      name: '../../etc/photo.png',
      type: 'image/png',
      path: 'leads/acc_2/other',
      content: content.toString('base64'),
    })
    assert.deepInclude(stored, { name: 'photo.png', type: 'text/plain', size: 29, path: null })
    assert.strictEqual(files[0].value, stored)
    assert.isTrue(files[0].content.equals(content))
    assert.deepInclude(read('file', { name: 'a', content: 'iVBORw0KGgo=' }), { type: 'image/png' })
  })

  test('refuses what is no file')
    .with([
      { name: 'a', content: 'not base64!' },
      { name: 'a', content: '' },
      { name: '..', content: 'AAAA' },
      { content: 'AAAA' },
      { name: 'a', type: 'x', size: 1, sha256: 'y', path: 'leads/acc_2/other' },
      ['a'],
      5,
    ])
    .run(({ assert }, value) => assert.equal(read('file', value), '!file'))
})

test.group('address', () => {
  test('is an object of its parts', ({ assert }) => {
    assert.deepEqual(
      read('address', {
        'street': ' Hauptstr. ',
        'house-number': 1,
        'ZIP': 10115,
        'city': 'Berlin',
        'state': '',
        'country': 'germany',
        'lat': '52.5',
        'lng': 13.4,
      }),
      {
        street: 'Hauptstr.',
        number: '1',
        postal_code: '10115',
        city: 'Berlin',
        country: 'DE',
        latitude: 52.5,
        longitude: 13.4,
      }
    )
    assert.isUndefined(read('address', { city: ' ' }))
  })

  test('refuses wrong parts')
    .with([
      [{ country: 'Atlantis' }, '!country'],
      [{ country: 'XX' }, '!country'],
      [{ country: 'EU' }, '!country'],
      [{ latitude: 91 }, '!range'],
      [{ longitude: '-180.5' }, '!range'],
      [{ latitude: 'north' }, '!number'],
      [{ zip: '1', postal_code: '2' }, '!ambiguous'],
      [{ city: ['Berlin'] }, '!text'],
      [{ city: 'x'.repeat(256) }, '!max_length'],
      ['Main St 1', '!address'],
      [[1], '!address'],
    ] as const)
    .run(({ assert }, [value, rule]) => assert.equal(read('address', value), rule))

  test('knows countries by code and name', ({ assert }) => {
    for (const [name, code] of [
      ['us', 'US'],
      ['USA', 'US'],
      ['United Kingdom', 'GB'],
      ['uk', 'GB'],
      ['Côte d’Ivoire', 'CI'],
    ])
      assert.deepEqual(read('address', { country: name }), { country: code })
  })
})
