import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { signWebhook } from '#delivery/sign_webhook'
import { followTrail } from '#notifications/trail/follow_trail'
import { type Caller, sendMessages } from '#notifications/webhooks/send_messages'
import { OVERLAP_MS } from '#notifications/webhooks/secrets'
import { CAP, MINUTE, noticeAccount } from '#tests/functional/notifications/support'
import { askJson, getPage } from '#tests/functional/pages/workspace'

const DAY = 24 * 60 * MINUTE
const PAGE = '/settings/webhooks'

interface Call {
  url: string
  headers: Record<string, string>
  body: string
}

/** A receiver that journals what comes and answers as told. */
class Receiver {
  calls: Call[] = []
  status = 200
  body = 'ok'

  constructor(private url: string) {}

  call: Caller = async ({ url, headers, body }) => {
    // Other tests of this database have endpoints too.
    if (url !== this.url) return { status: 200, headers: {}, body: '', truncated: false }
    this.calls.push({ url, headers: { ...headers }, body: body! })
    return { status: this.status, headers: {}, body: this.body, truncated: false }
  }
}

let made = 0
const newUrl = () => `https://hooks.example/${Date.now()}-${++made}?key=1`

const isSigned = ({ headers, body }: Call, secret: string) =>
  headers['webhook-signature']
    .split(' ')
    .includes(
      signWebhook(secret, headers['webhook-id'], Number(headers['webhook-timestamp']), body)
    )

test.group('Webhooks of the account', () => {
  test('hear of the kinds they want, signed, with one id and body over all attempts', async ({
    client,
    assert,
  }) => {
    const account = await noticeAccount(['owner'])
    const { owner } = account.people
    const url = newUrl()
    const kinds = ['cap_reached']
    const created = await askJson(client, 'post', PAGE, owner, { url, kinds })
    created.assertStatus(201)
    assert.equal(created.header('cache-control'), 'no-store')
    const { secret } = created.body()
    assert.match(secret, /^whsec_/)
    const page = await getPage(client, PAGE, owner)
    assert.notInclude(JSON.stringify(page.inertiaProps), secret)
    const [row] = await db.from('webhook_endpoints').where('account_id', account.id)
    assert.notInclude(row.secrets, secret)

    const receiver = new Receiver(url)
    receiver.status = 500
    const now = Date.now()
    await account.happens('cap.reached', CAP)
    await account.happens('endpoint.disabled', { assignment: 'sunco-west' })
    await Promise.all([followTrail(now), followTrail(now)])
    await Promise.all([sendMessages(now, receiver.call), sendMessages(now, receiver.call)])
    assert.lengthOf(receiver.calls, 1, 'two processes send it once')
    await sendMessages(now + 1_000, receiver.call)
    assert.lengthOf(receiver.calls, 1, 'not before its time')
    receiver.status = 204
    await sendMessages(now + MINUTE, receiver.call)
    await sendMessages(now + DAY, receiver.call)
    const [first, second, ...more] = receiver.calls
    assert.deepEqual(more, [], 'taken is taken')
    assert.equal(first.headers['webhook-id'], second.headers['webhook-id'])
    assert.equal(first.body, second.body)
    assert.isTrue(isSigned(first, secret) && isSigned(second, secret))
    const said = JSON.parse(first.body)
    assert.equal(said.type, 'cap_reached')
    assert.deepInclude(said.data, {
      account: account.key,
      partner: 'sunco',
      window: 'day',
      text: 'SunCo reached its cap of 50 a day',
    })
  })

  test('a new secret is shown once, and the one before signs for a day beside it', async ({
    client,
    assert,
  }) => {
    const account = await noticeAccount(['owner'])
    const { owner } = account.people
    const url = newUrl()
    const wish = { url, kinds: ['lead_returned'] }
    const { id, secret: old } = (await askJson(client, 'post', PAGE, owner, wish)).body()
    const rotated = await askJson(client, 'post', `${PAGE}/${id}/secret`, owner)
    const { secret } = rotated.body()
    assert.notEqual(secret, old)
    const receiver = new Receiver(url)
    for (const [i, later] of [0, OVERLAP_MS + MINUTE].entries()) {
      await account.happens('return.requested', { return: `ret_${account.key}_${i}` })
      await followTrail(Date.now() + later)
      await sendMessages(Date.now() + later, receiver.call)
    }
    const [within, after] = receiver.calls
    assert.isTrue(isSigned(within, secret) && isSigned(within, old))
    assert.isTrue(isSigned(after, secret))
    assert.isFalse(isSigned(after, old))
  })

  test('one that fails for days is disabled, people are told, and what waits goes when it is back', async ({
    client,
    assert,
  }) => {
    const account = await noticeAccount(['owner', 'operator'])
    const { owner, operator } = account.people
    const url = newUrl()
    const wish = { url, kinds: ['cap_reached'] }
    const { id } = (await askJson(client, 'post', PAGE, owner, wish)).body()
    const receiver = new Receiver(url)
    receiver.status = 503
    const now = Date.now()
    await account.happens('cap.reached', CAP)
    await followTrail(now)
    await sendMessages(now, receiver.call)
    await account.happens('cap.reached', { ...CAP, window: 'month' })
    await followTrail(now + 5 * DAY)
    await sendMessages(now + 5 * DAY, receiver.call)
    const calls = receiver.calls.length
    await sendMessages(now + 6 * DAY, receiver.call)
    assert.lengthOf(receiver.calls, calls, 'it is left alone')
    const shown = await getPage(client, PAGE, owner)
    const [endpoint] = shown.inertiaProps.endpoints as any[]
    assert.equal(endpoint.disabled_why, 'failures')
    const told = (query: typeof owner) =>
      askJson(client, 'get', '/notifications/search?kind=webhook_disabled', query)
    const { notices } = (await told(owner)).body()
    assert.equal(notices[0].title, 'The webhook to hooks.example was disabled')
    assert.deepEqual((await told(operator)).body().notices, [])

    receiver.status = 200
    await askJson(client, 'post', `${PAGE}/${id}/enable`, owner)
    await sendMessages(now + 7 * DAY, receiver.call)
    assert.isAbove(receiver.calls.length, calls)
    const log = (await askJson(client, 'get', `${PAGE}/${id}/messages`, owner)).body()
    assert.isTrue(log.messages.every((one: { state: string }) => one.state === 'sent'))
  })

  test('410 means never again', async ({ client, assert }) => {
    const account = await noticeAccount(['owner'])
    const { owner } = account.people
    const url = newUrl()
    await askJson(client, 'post', PAGE, owner, { url, kinds: ['cap_reached'] })
    const receiver = new Receiver(url)
    receiver.status = 410
    await account.happens('cap.reached', CAP)
    await followTrail(Date.now())
    await sendMessages(Date.now(), receiver.call)
    await sendMessages(Date.now() + 7 * DAY, receiver.call)
    assert.lengthOf(receiver.calls, 1)
    const [endpoint] = (await getPage(client, PAGE, owner)).inertiaProps.endpoints as any[]
    assert.equal(endpoint.disabled_why, 'gone')
  })

  test('a test and a message again go at once by the guarded client, and the log keeps the answer', async ({
    client,
    assert,
  }) => {
    const account = await noticeAccount(['owner'])
    const { owner } = account.people
    const ids: string[] = []
    const server = createServer((request, response) => {
      ids.push(String(request.headers['webhook-id']))
      request.resume()
      response.writeHead(422).end('n'.repeat(5_000))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    try {
      const { port } = server.address() as AddressInfo
      const wish = { url: `http://127.0.0.1:${port}/in`, kinds: ['cap_reached'] }
      const { id } = (await askJson(client, 'post', PAGE, owner, wish)).body()
      const tested = await askJson(client, 'post', `${PAGE}/${id}/test`, owner)
      const [message] = tested.body().messages
      assert.deepInclude(message, { kind: 'test', state: 'waiting', status: 422, attempts: 1 })
      assert.lengthOf(message.answer, 1_000)
      await askJson(client, 'post', `${PAGE}/${id}/messages/${message.id}`, owner)
      assert.deepEqual(ids, [message.id, message.id])

      // Nothing of the cloud this runs in, and nobody beside it.
      const inside = { ...wish, url: 'http://169.254.169.254/latest/meta-data' }
      await askJson(client, 'put', `${PAGE}/${id}`, owner, inside)
      const refused = (await askJson(client, 'post', `${PAGE}/${id}/test`, owner)).body()
      assert.isNull(refused.messages[0].status)
      assert.isNotEmpty(refused.messages[0].error)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  test('are for those who manage, and of no other account', async ({ client, assert }) => {
    const account = await noticeAccount(['owner', 'operator'])
    const other = await noticeAccount(['owner'])
    const wish = { url: newUrl(), kinds: ['cap_reached'] }
    const { id } = (await askJson(client, 'post', PAGE, account.people.owner, wish)).body()
    const requests = [
      ['put', `/${id}`, wish],
      ['post', `/${id}/secret`],
      ['post', `/${id}/enable`],
      ['post', `/${id}/disable`],
      ['get', `/${id}/messages`],
      ['post', `/${id}/test`],
      ['post', `/${id}/messages/msg_1`],
      ['delete', `/${id}`],
    ] as const
    for (const [method, path, body] of requests) {
      const denied = await askJson(client, method, PAGE + path, account.people.operator, body)
      denied.assertStatus(403)
      const foreign = await askJson(client, method, PAGE + path, other.people.owner, body)
      foreign.assertStatus(404)
      const missing = path.replace(id, 'whk_none')
      const none = await askJson(client, method, PAGE + missing, other.people.owner, body)
      assert.deepEqual(foreign.body(), none.body())
    }
    for (const bad of [
      { url: 'ftp://a.example', kinds: ['cap_reached'] },
      { url: 'https://me:secret@a.example/', kinds: ['cap_reached'] },
      { url: 'javascript:alert(1)', kinds: ['cap_reached'] },
      { url: newUrl(), kinds: [] },
      { url: newUrl(), kinds: ['constructor'] },
    ]) {
      const refused = await askJson(client, 'post', PAGE, account.people.owner, bad)
      refused.assertStatus(422)
    }
    const gone = await askJson(client, 'delete', `${PAGE}/${id}`, account.people.owner)
    gone.assertStatus(204)
  })
})
