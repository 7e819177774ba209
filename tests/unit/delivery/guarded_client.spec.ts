import { test } from '@japa/runner'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { type HttpAnswer, TransportError } from '#sdk'
import { AddressGuard, parseAllowList } from '#delivery/transports/denied_addresses'
import { type ClientOptions, GuardedClient, MAX_ANSWER } from '#delivery/transports/guarded_client'

function guard(allow: string): AddressGuard {
  const list = parseAllowList(allow)
  if (!list.ok) throw new Error(list.problem)
  return new AddressGuard(list.value)
}

test.group('guarded client', (group) => {
  const closers: (() => Promise<unknown>)[] = []
  group.each.teardown(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })

  function client(options: Partial<ClientOptions> = {}): GuardedClient {
    const made = new GuardedClient({ guard: guard('127.0.0.0/8'), ...options })
    closers.push(() => made.close())
    return made
  }

  async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closers.push(async () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const http = (listener: RequestListener) => listen(createServer(listener))
  const tcp = (onSocket: (socket: Socket) => void) =>
    listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined)
        closers.push(async () => socket.destroy())
        onSocket(socket)
      })
    )

  const post = (on: GuardedClient, url: string, timeoutMs = 5000, body = '{"a":1}') =>
    on.request({ method: 'POST', url, headers: { 'X-Test': 'yes' }, body }, { timeoutMs })

  async function failure(request: Promise<unknown>): Promise<TransportError> {
    const error = await request.then(
      () => new Error('it was answered'),
      (reason: unknown) => reason
    )
    if (!(error instanceof TransportError)) throw error
    return error
  }

  const bodyOf = (answer: Promise<HttpAnswer>) => answer.then(({ body }) => body)

  test('sends the request and gives the answer', async ({ assert }) => {
    const seen: unknown[] = []
    const url = await http(async (request, response) => {
      const body: Buffer[] = []
      for await (const chunk of request) body.push(chunk as Buffer)
      seen.push(
        request.method,
        request.url,
        request.headers['x-test'],
        Buffer.concat(body).toString()
      )
      seen.push(request.headers['accept-encoding'], request.headers.host)
      response.writeHead(201, { 'X-Answer': 'ok', 'Set-Cookie': ['a=1', 'b=2'] }).end('hellö')
    })
    const answer = await post(client(), `${url}/in?x=1#part`)
    assert.deepEqual(seen, ['POST', '/in?x=1', 'yes', '{"a":1}', 'identity', new URL(url).host])
    assert.equal(answer.status, 201)
    assert.equal(answer.body, 'hellö')
    assert.isFalse(answer.truncated)
    assert.equal(answer.headers['x-answer'], 'ok')
    assert.equal(answer.headers['set-cookie'], 'a=1, b=2')
  })

  test('every method, with and without a body', async ({ assert }) => {
    const seen: string[] = []
    const url = await http((request, response) => {
      seen.push(`${request.method} ${request.headers['content-length'] ?? '-'}`)
      request.resume().on('end', () => response.end())
    })
    const one = client()
    for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'PUT', 'PATCH', 'REPORT'])
      await one.request({ method, url, headers: {}, body: null }, { timeoutMs: 5000 })
    await one.request({ method: 'DELETE', url, headers: {}, body: 'xy' }, { timeoutMs: 5000 })
    assert.deepEqual(seen, [
      'GET -',
      'HEAD -',
      'DELETE -',
      'OPTIONS -',
      'PUT 0',
      'PATCH 0',
      'REPORT -',
      'DELETE 2',
    ])
  })

  test('private addresses are refused in every notation, before a connection', async ({
    assert,
  }) => {
    let connections = 0
    const url = await tcp(() => connections++)
    const { port } = new URL(url)
    const strict = client({ guard: guard('') })
    for (const host of [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
      '0.0.0.0',
      '169.254.169.254',
    ]) {
      const error = await failure(post(strict, `http://${host}:${port}/`))
      assert.equal(error.code, 'refused', host)
      assert.isFalse(error.sent)
      assert.include(error.message, 'DELIVERY_ALLOW_PRIVATE')
    }
    assert.equal(connections, 0)
  })

  test('a name that leads to any private address is refused', async ({ assert }) => {
    const answers = [
      [{ address: '10.0.0.7', family: 4 }],
      [
        { address: '93.184.216.34', family: 4 },
        { address: '::1', family: 6 },
      ],
    ]
    for (const addresses of answers) {
      const one = client({ guard: guard(''), lookup: (_name, done) => done(null, addresses) })
      const error = await failure(post(one, 'http://rebind.example/'))
      assert.equal(error.code, 'refused')
      assert.include(error.message, 'rebind.example leads to')
    }
  })

  test('the checked address is the one dialled, asked for once', async ({ assert }) => {
    let asked = 0
    const url = await http((request, response) => response.end(request.headers.host))
    const one = client({
      lookup: (_name, done) =>
        done(null, [{ address: asked++ ? '10.9.9.9' : '127.0.0.1', family: 4 }]),
    })
    const answer = await post(one, `http://partner.example:${new URL(url).port}/`)
    assert.equal(answer.body, `partner.example:${new URL(url).port}`)
    assert.equal(asked, 1)
  })

  test('a redirect is an answer, never followed', async ({ assert }) => {
    let followed = 0
    const inside = await http((_request, response) => {
      followed++
      response.end()
    })
    const url = await http((_request, response) =>
      response.writeHead(302, { Location: `${inside}/secret` }).end()
    )
    const answer = await post(client(), url)
    assert.equal(answer.status, 302)
    assert.equal(answer.headers.location, `${inside}/secret`)
    assert.equal(followed, 0)
  })

  test('unknown name, closed port and unsafe TLS were not sent', async ({ assert }) => {
    const gone = createTcpServer()
    const closed = await listen(gone)
    gone.close()
    await once(gone, 'close')
    assert.include(await failure(post(client(), closed)), { code: 'connect', sent: false })

    const unknown = client({
      lookup: (_name, done) =>
        done(Object.assign(new Error('x'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), []),
    })
    assert.include(await failure(post(unknown, 'http://nobody.example/')), {
      code: 'dns',
      sent: false,
    })

    const plain = await http((_request, response) => response.end())
    const error = await failure(post(client(), plain.replace('http:', 'https:')))
    assert.include(error, { code: 'tls', sent: false })
  })

  test('a deadline before the connection stands was not sent, and is not sent later', async ({
    assert,
  }) => {
    let answer: (() => void) | null = null
    let requests = 0
    const url = await http((_request, response) => {
      requests++
      response.end('ok')
    })
    const slowDns = client({
      lookup: (_name, done) => {
        if (answer) done(null, [{ address: '127.0.0.1', family: 4 }])
        else answer = () => done(null, [{ address: '127.0.0.1', family: 4 }])
      },
    })
    const target = `http://slow.example:${new URL(url).port}/`
    const error = await failure(post(slowDns, target, 50))
    assert.include(error, { code: 'timeout', sent: false })
    answer!()
    assert.equal(await bodyOf(post(slowDns, target)), 'ok')
    assert.equal(requests, 1)
  })

  test('a deadline while waiting for the answer, or for its end, was sent', async ({ assert }) => {
    const silent = await http(() => undefined)
    assert.include(await failure(post(client(), silent, 80)), { code: 'timeout', sent: true })

    const drip = await http((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100000' })
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    })
    const error = await failure(post(client(), drip, 150))
    assert.include(error, { code: 'timeout', sent: true })
    assert.equal(error.message, 'no complete answer within 0.15 s')

    const dripHeaders = await tcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => socket.write('X-A: 1\r\n'), 10)
      socket.on('close', () => clearInterval(timer))
    })
    assert.include(await failure(post(client(), dripHeaders, 150)), { code: 'timeout', sent: true })
  })

  test('an endless answer is cut and the connection closed', async ({ assert }) => {
    let closed: () => void
    const done = new Promise<void>((resolve) => (closed = resolve))
    const url = await http((_request, response) => {
      response.writeHead(200)
      const pump = (): void => {
        while (!response.destroyed && response.write('x'.repeat(8192)));
        if (!response.destroyed) response.once('drain', pump)
      }
      response.on('close', () => closed())
      pump()
    })
    const answer = await post(client(), url)
    await done
    assert.isTrue(answer.truncated)
    assert.equal(answer.body.length, MAX_ANSWER)
    assert.isAbove(answer.bytes!, MAX_ANSWER)
  })

  test('a long answer tells its length; one of exactly the limit is whole', async ({ assert }) => {
    const url = await http((request, response) =>
      response.end('ä'.repeat(Number(request.url!.slice(1))))
    )
    const one = client()
    const long = await post(one, `${url}/50000`)
    assert.isTrue(long.truncated)
    assert.equal(long.bytes, 100_000)
    assert.equal(long.body, 'ä'.repeat(MAX_ANSWER / 2))
    const exact = await post(one, `${url}/${MAX_ANSWER / 2}`)
    assert.isFalse(exact.truncated)
    assert.notProperty(exact, 'bytes')
  })

  test('a compressed answer is read, a compressed bomb stops at the limit', async ({ assert }) => {
    const bodies: Record<string, [string, Buffer]> = {
      '/gzip': ['gzip', gzipSync('{"status":"ok"}')],
      '/br': ['br', brotliCompressSync('{"status":"ok"}')],
      '/bomb': ['gzip', gzipSync(Buffer.alloc(50 * 1024 * 1024, 'x'))],
      '/lie': ['gzip', Buffer.from('not compressed at all')],
    }
    const url = await http((request, response) => {
      const [encoding, body] = bodies[request.url!]
      response.writeHead(200, { 'Content-Encoding': encoding }).end(body)
    })
    const one = client()
    assert.equal(await bodyOf(post(one, `${url}/gzip`)), '{"status":"ok"}')
    assert.equal(await bodyOf(post(one, `${url}/br`)), '{"status":"ok"}')
    const bomb = await post(one, `${url}/bomb`)
    assert.isTrue(bomb.truncated)
    assert.equal(bomb.body.length, MAX_ANSWER)
    const lie = await post(one, `${url}/lie`)
    assert.equal(lie.status, 200)
    assert.isTrue(lie.truncated)
  })

  test('the body is decoded by its label or its XML declaration', async ({ assert }) => {
    const url = await http((request, response) => {
      const type = request.url === '/label' ? 'text/plain; charset=ISO-8859-1' : 'application/xml'
      const text =
        request.url === '/label' ? 'Zoë' : '<?xml version="1.0" encoding="ISO-8859-1"?><n>Zoë</n>'
      response.writeHead(200, { 'Content-Type': type }).end(Buffer.from(text, 'latin1'))
    })
    const one = client()
    assert.equal(await bodyOf(post(one, `${url}/label`)), 'Zoë')
    assert.include(await bodyOf(post(one, `${url}/xml`)), '<n>Zoë</n>')
  })

  test('a reset after the request, and an answer that is no HTTP, were sent', async ({
    assert,
  }) => {
    const reset = await tcp((socket) => socket.once('data', () => socket.resetAndDestroy()))
    assert.include(await failure(post(client(), reset)), { code: 'reset', sent: true })

    const halfway = await tcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'))
    )
    assert.include(await failure(post(client(), halfway)), { code: 'reset', sent: true })

    const garbage = await tcp((socket) =>
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'))
    )
    assert.include(await failure(post(client(), garbage)), { code: 'protocol', sent: true })

    const huge = await tcp((socket) =>
      socket.once('data', () =>
        socket.write(`HTTP/1.1 200 OK\r\nX-A: ${'x'.repeat(100_000)}\r\n\r\n`)
      )
    )
    assert.include(await failure(post(client(), huge)), { code: 'protocol', sent: true })

    const switches = await tcp((socket) =>
      socket.once('data', () =>
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'
        )
      )
    )
    assert.include(await failure(post(client(), switches, 500)), { sent: true })
  })

  test('a connection that was closed while idle is replaced without a failure', async ({
    assert,
  }) => {
    let requests = 0
    const sockets: Socket[] = []
    const url = await tcp((socket) => {
      sockets.push(socket)
      socket.on('data', () => {
        requests++
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok')
      })
    })
    const one = client()
    assert.equal(await bodyOf(post(one, url)), 'ok')
    sockets[0].end()
    await once(sockets[0], 'close')
    assert.equal(await bodyOf(post(one, url)), 'ok')
    assert.equal(requests, 2)
    assert.equal(sockets.length, 2)
  })

  test('connections are kept and used again', async ({ assert }) => {
    let connections = 0
    const server = createServer((request, response) =>
      request.resume().on('end', () => response.end('ok'))
    )
    server.on('connection', () => connections++)
    const url = await listen(server)
    const one = client()
    for (let i = 0; i < 20; i++) await post(one, url)
    assert.isAtMost(connections, 2)
  })

  test('only the most recent origins keep connections', async ({ assert }) => {
    const closed: string[] = []
    const open = async (name: string) => {
      const server = createServer((_request, response) => response.end('ok'))
      server.on('connection', (socket) => socket.on('close', () => closed.push(name)))
      return listen(server)
    }
    const [a, b, c] = [await open('a'), await open('b'), await open('c')]
    const one = client({ maxOrigins: 2 })
    await post(one, a)
    await post(one, b)
    await post(one, a)
    await post(one, c)
    while (closed.length === 0) await new Promise((resolve) => setImmediate(resolve))
    assert.deepEqual(closed, ['b'])
    assert.equal(await bodyOf(post(one, b)), 'ok')
  })

  test('no user name, no other scheme, no proxy of the environment', async ({ assert }) => {
    for (const url of [
      'ftp://a.example/',
      'file:///etc/passwd',
      'http://u:p@a.example/',
      'nonsense',
    ])
      assert.include(await failure(post(client(), url)), { code: 'refused', sent: false })
    const url = await http((_request, response) => response.end('direct'))
    process.env.HTTP_PROXY = 'http://127.0.0.1:1'
    try {
      assert.equal(await bodyOf(post(client(), url)), 'direct')
    } finally {
      delete process.env.HTTP_PROXY
    }
  })

  test('a header that would end the line is refused, not sent', async ({ assert }) => {
    const url = await http((_request, response) => response.end())
    const request = { method: 'POST', url, headers: { 'X-A': 'a\r\nX-B: b' }, body: null }
    const error = await failure(client().request(request, { timeoutMs: 1000 }))
    assert.include(error, { code: 'refused', sent: false })
  })
})
