import { test } from '@japa/runner'
import fc from 'fast-check'
import { TemplateError, compileTemplate } from '#sdk/templates/compile_template'
import { escapeUrl, escapeXml, printValue, renderText } from '#sdk/templates/escape'
import { compileBody } from '#sdk/templates/render_body'
import { compileHeaders } from '#sdk/templates/render_headers'
import { compileUrl } from '#sdk/templates/render_url'
import { templateProblem, templateScope } from '#sdk/templates/template_scope'
import { deliveryView } from '#tests/unit/delivery/fixtures'

const scope = (values: Record<string, unknown>) => templateScope(deliveryView(values))
const text = (source: string, values: Record<string, unknown> = {}) =>
  renderText(compileTemplate(source), scope(values), printValue)

test.group('templates', () => {
  test('print values of every kind', ({ assert }) => {
    const values = {
      name: 'Ada',
      bill: 240,
      owner: true,
      phone: null,
      tags: ['a', 'b'],
      worth: { amount: '12.50', currency: 'USD' },
      address: { city: 'Berlin' },
    }
    assert.equal(
      text(
        '{{ lead.name }}|{{lead.bill}}|{{ lead.owner }}|{{ lead.phone }}|{{ lead.tags }}',
        values
      ),
      'Ada|240|true||a, b'
    )
    assert.equal(text('{{ lead.worth }} {{ lead.worth.currency }}', values), '12.50 USD')
    assert.equal(text('{{ lead.address.city }}{{ lead.address.state }}', values), 'Berlin')
    assert.equal(text('{{ lead.address }}', values), '{"city":"Berlin"}')
    assert.equal(
      text('{{ delivery.price }} {{ partner.key }} {{ lead.source }}'),
      '25.00 sunco google-ads'
    )
  })

  test('filters and conditions work', ({ assert }) => {
    assert.equal(text('{{ lead.name | upcase | append: "!" }}', { name: 'ada' }), 'ADA!')
    assert.equal(
      text('{% if lead.bill > 100 %}big{% else %}small{% endif %}', { bill: 240 }),
      'big'
    )
    assert.equal(
      text('{% for tag in lead.tags %}<{{ tag }}>{% endfor %}', { tags: ['a', 'b'] }),
      '<a><b>'
    )
    assert.equal(text('{{ lead.phone | default: "none" }}', { phone: null }), 'none')
  })

  test('an unknown name is an error that names it, also inside a condition', ({ assert }) => {
    assert.throws(() => text('{{ lead.emial }}', { email: 'x' }), 'unknown variable lead.emial')
    assert.throws(
      () => text('{{ email }}', { email: 'x' }),
      'unknown variable email, did you mean lead.email?'
    )
    assert.throws(() => text('{% if lead.nope %}x{% endif %}'), 'unknown variable lead.nope')
    assert.throws(() => text('{{ delivery.secret }}'), 'unknown variable delivery.secret')
  })

  test('nothing of the prototype is reachable', ({ assert }) => {
    for (const path of ['lead.constructor', 'lead.__proto__', 'constructor', '__proto__.x'])
      assert.throws(() => text(`{{ ${path} }}`), /unknown variable/)
    assert.equal(text('{{ lead.name.constructor }}', { name: 'x' }), '')
    assert.equal(text('{{ lead.tags.map | upcase }}', { tags: [1] }), '')
  })

  test('tags that read files or write unescaped, and the raw filter, do not exist', ({
    assert,
  }) => {
    for (const source of [
      '{% include "/etc/passwd" %}',
      '{% render "x" %}',
      '{% layout "x" %}',
      '{% capture x %}{{ lead.id }}{% endcapture %}',
      '{% cycle lead.id %}',
      '{% echo lead.id %}',
      '{% liquid echo lead.id %}',
      '{{ lead.id | raw }}',
      '{{ lead.id | where_exp: "x", lead.id }}',
      '{{ lead.id',
      '{% if %}',
    ])
      assert.instanceOf(
        caught(() => text(source)),
        TemplateError,
        source
      )
  })

  test('a template cannot run away', ({ assert }) => {
    for (const source of [
      '{% for i in (1..100000000) %}x{% endfor %}',
      '{% for i in (1..1000) %}{% for j in (1..1000) %}x{% endfor %}{% endfor %}',
      '{% assign a = "xxxxxxxxxx" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}',
    ])
      assert.instanceOf(
        caught(() => text(source)),
        TemplateError,
        source
      )
  })

  test('mistakes are told before there is a lead', ({ assert }) => {
    assert.isNull(templateProblem('{{ lead.anything }} {{ delivery.callback_url }}'))
    assert.match(templateProblem('{{ leed.email }}')!, /unknown variable leed.email/)
    assert.match(templateProblem('{{ partner.secret }}')!, /partner has key, name, email/)
    assert.match(templateProblem('{% if lead.x %}')!, /not closed/)
  })
})

test.group('templates in a URL', () => {
  const url = (source: string, values: Record<string, unknown> = {}) =>
    compileUrl(source)(scope(values))

  test('values are percent-encoded in path and query', ({ assert }) => {
    assert.equal(
      url('https://api.example.com/leads/{{ lead.name }}?src={{ lead.source }}&q={{ lead.q }}', {
        name: 'a/b c?d#e',
        q: "x&y=1'",
      }),
      'https://api.example.com/leads/a%2Fb%20c%3Fd%23e?src=google-ads&q=x%26y%3D1%27'
    )
    assert.equal(url('HTTPS://Api.Example.com'), 'https://api.example.com/')
    assert.equal(url('https://a.example/x#part'), 'https://a.example/x')
  })

  test('no variable in scheme, host or port, no user, no other scheme', ({ assert }) => {
    for (const source of [
      '{{ lead.name }}://a.example',
      'https://{{ lead.name }}/x',
      'https://{{ lead.name }}.example.com/x',
      'https://a.example{{ lead.name }}',
      'https://a.example:{{ lead.name }}/',
      'https://a.example\\{{ lead.name }}',
      'https://{% if lead.name %}a{% endif %}.example/',
      'https://user:pass@a.example/',
      'https://user@a.example/{{ lead.name }}',
      'ftp://a.example/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      '//a.example/',
      'https://',
    ])
      assert.instanceOf(
        caught(() => url(source, { name: 'evil' })),
        TemplateError,
        source
      )
  })

  test('a value cannot climb out of its path', ({ assert }) => {
    for (const name of ['..', '.', '%2e%2e'])
      if (name.includes('%'))
        assert.equal(
          url('https://a.example/x/{{ lead.name }}/y', { name }),
          'https://a.example/x/%252e%252e/y'
        )
      else
        assert.throws(() => url('https://a.example/x/{{ lead.name }}/y', { name }), /path segment/)
  })

  test('whatever the value, host and path structure stay', ({ assert }) => {
    const render = compileUrl('https://a.example:8443/in/{{ lead.v }}/end?x={{ lead.v }}&y=2')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (v) => {
        fc.pre(v !== '.' && v !== '..')
        const result = new URL(render(scope({ v })))
        assert.equal(result.host, 'a.example:8443')
        assert.equal(result.pathname.split('/').length, 4)
        assert.deepEqual([...result.searchParams.keys()], ['x', 'y'])
        assert.equal(result.searchParams.get('x'), v.toWellFormed())
      })
    )
  })
})

test.group('templates in headers', () => {
  const header = (source: unknown, values: Record<string, unknown> = {}) =>
    compileHeaders({ 'X-Test': source })[0].render(scope(values))

  test('values are put in, numbers too', ({ assert }) => {
    assert.equal(header('id {{ lead.id }}'), 'id lead_1')
    assert.equal(header(2), '2')
    assert.equal(header('{{ lead.name }}', { name: ' Zoë ' }), 'Zoë')
  })

  test('a line break is refused wherever it comes from', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\r', '\n', '\0', '\r\n'),
        fc.string({ unit: 'binary' }),
        (before, evil, after) => {
          const value = `a${before}${evil}${after}b`
          assert.instanceOf(
            caught(() => header('{{ lead.v }}', { v: value })),
            TemplateError
          )
          assert.instanceOf(
            caught(() => header('x{{ lead.v | upcase }}', { v: value })),
            TemplateError
          )
        }
      )
    )
    assert.instanceOf(
      caught(() => header('a\r\nX-Evil: 1')),
      TemplateError
    )
    assert.instanceOf(
      caught(() => header('a\n{{ lead.id }}')),
      TemplateError
    )
  })

  test('headers that frame or sign the request cannot be set', ({ assert }) => {
    for (const name of [
      'Host',
      'content-length',
      'Transfer-Encoding',
      'Connection',
      'Expect',
      'Idempotency-Key',
      'Webhook-Signature',
      'X Bad',
      'X:Bad',
      'X\r\nBad',
      '',
    ])
      assert.instanceOf(
        caught(() => compileHeaders({ [name]: 'x' })),
        TemplateError,
        name
      )
  })
})

test.group('templates in bodies', () => {
  const render = (body: unknown, type: string | null, values: Record<string, unknown>) =>
    compileBody(body, type).render(scope(values))

  test('a template that is the whole JSON value keeps its type', ({ assert }) => {
    const values = {
      bill: 240,
      zero: 0,
      owner: false,
      phone: null,
      tags: ['a', 1],
      address: { city: 'Berlin' },
      worth: { amount: '12.50', currency: 'USD' },
      zip: '01234',
    }
    const body = {
      bill: '{{ lead.bill }}',
      zero: '{{lead.zero}}',
      owner: '{{ lead.owner }}',
      phone: '{{ lead.phone }}',
      tags: '{{ lead.tags }}',
      address: '{{ lead.address }}',
      worth: '{{ lead.worth }}',
      zip: '{{ lead.zip }}',
      double: '{{ lead.bill | times: 2 }}',
      mixed: 'bill: {{ lead.bill }}',
      fixed: [1, null, true, { deep: '{{ lead.zip }}' }],
    }
    assert.deepEqual(JSON.parse(render(body, null, values)), {
      bill: 240,
      zero: 0,
      owner: false,
      phone: null,
      tags: ['a', 1],
      address: { city: 'Berlin' },
      worth: '12.50',
      zip: '01234',
      double: 480,
      mixed: 'bill: 240',
      fixed: [1, null, true, { deep: '01234' }],
    })
    assert.equal(compileBody(body).contentType, 'application/json')
  })

  test('JSON text is read as JSON, and text that becomes JSON stays valid', ({ assert }) => {
    const values = { name: 'A "quoted" \\ name\n', bill: 240, phone: null, on: true }
    assert.deepEqual(
      JSON.parse(render('{"name":"{{ lead.name }}","bill":"{{ lead.bill }}"}', null, values)),
      {
        name: values.name,
        bill: 240,
      }
    )
    const loose =
      '{"name": "x {{ lead.name }}", "bill": {{ lead.bill }}, "raw": {{ lead.name }}, "phone": {{ lead.phone }}{% if lead.on %}, "on": {{ lead.on }}{% endif %}}'
    assert.deepEqual(JSON.parse(render(loose, 'application/json', values)), {
      name: `x ${values.name}`,
      bill: 240,
      raw: values.name,
      phone: null,
      on: true,
    })
    assert.throws(() => render('{"a": {{ lead.bill }}', 'application/json', values), /valid JSON/)
  })

  test('no value gets out of its place in JSON', ({ assert }) => {
    const templates = [
      compileBody({ a: 'x{{ lead.v }}', b: '{{ lead.v }}', c: 1 }),
      compileBody('{"a":"x{{ lead.v }}","b":{{ lead.v }},"c":1}', 'application/json'),
    ]
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const v = raw.toWellFormed()
        for (const template of templates)
          assert.deepEqual(JSON.parse(template.render(scope({ v }))), { a: `x${v}`, b: v, c: 1 })
      })
    )
  })

  test('form fields from a mapping and from text', ({ assert }) => {
    const values = { name: 'A&B=C +', tags: ['x', 'y z'], phone: null }
    const mapping = {
      name: '{{ lead.name }}',
      tags: '{{ lead.tags }}',
      phone: '{{ lead.phone }}',
      n: 1,
    }
    const type = 'application/x-www-form-urlencoded'
    assert.equal(render(mapping, type, values), 'name=A%26B%3DC+%2B&tags=x&tags=y+z&phone=&n=1')
    assert.equal(render('a={{ lead.name }}&b=2', type, values), 'a=A%26B%3DC+%2B&b=2')
    assert.throws(() => render({ a: { b: 1 } }, type, values), /cannot be an object/)
  })

  test('XML and HTML are escaped, text is not', ({ assert }) => {
    const values = { name: `<b a="1">&'\u0000` }
    const escaped = '&lt;b a=&quot;1&quot;&gt;&amp;&#39;'
    assert.equal(render('<n a="{{ lead.name }}"/>', null, values), `<n a="${escaped}"/>`)
    assert.equal(render('{{ lead.name | append: "<" }}', 'text/xml', values), `${escaped}&lt;`)
    assert.equal(render('{{ lead.name }}', 'text/html', values), escaped)
    assert.equal(render('n={{ lead.name }}', 'text/plain', values), `n=${values.name}`)
    assert.throws(() => compileBody({ a: 1 }, 'application/xml'), /must be text/)
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (v) => !/[<>"']/.test(escapeXml(v))))
  })

  test('a URL value holds no character with a meaning', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (v) =>
        assert.match(escapeUrl(v), /^[A-Za-z0-9%._~-]*$/)
      )
    )
  })
})

function caught(run: () => unknown): unknown {
  try {
    run()
    return null
  } catch (error) {
    return error
  }
}
