import { test } from '@japa/runner'
import { renderProblem } from '#http/render_problem'
import { invalid, notFound } from '#shared/http_problem'

test.group('render problem', () => {
  test('a fault tells the id of the request and nothing of itself', ({ assert }) => {
    const { status, body } = renderProblem(new Error('password of db is x'), 'req-1')
    assert.equal(status, 500)
    assert.equal(body.request_id, 'req-1')
    assert.include(body.detail, 'req-1')
    assert.notInclude(JSON.stringify(body), 'password')
    assert.equal(renderProblem('thrown text', undefined).status, 500)
    assert.equal(renderProblem(null, undefined).status, 500)
  })

  test('an error of the framework keeps its status and loses its words', ({ assert }) => {
    const error = Object.assign(new Error('inner workings'), { status: 413 })
    const { status, body } = renderProblem(error, 'req-1')
    assert.equal(status, 413)
    assert.notInclude(JSON.stringify(body), 'inner workings')
  })

  test('validation messages get the paths that all problems have', ({ assert }) => {
    const error = Object.assign(new Error('Validation failure'), {
      status: 422,
      code: 'E_VALIDATION_ERROR',
      messages: [{ field: 'leads.0.tags.12', rule: 'string', message: 'no', index: 12 }],
    })
    const { body } = renderProblem(error, undefined)
    assert.deepEqual(body.errors, [{ field: 'leads[0].tags[12]', rule: 'string', message: 'no' }])
    const whole = renderProblem(invalid([{ field: '', rule: 'object', message: 'no' }]), undefined)
    assert.equal(whole.body.errors![0].field, 'body')
  })

  test('a problem is a document with type, title, status and detail', ({ assert }) => {
    const { headers, body } = renderProblem(notFound('lead'), undefined)
    assert.equal(headers['content-type'], 'application/problem+json')
    assert.match(body.type, /^https?:\/\/.+\/problems\/not-found$/)
    assert.deepInclude(body, { title: 'Not found', status: 404, detail: 'No such lead' })
    assert.notProperty(body, 'errors')
  })
})
