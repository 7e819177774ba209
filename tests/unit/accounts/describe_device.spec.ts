import { test } from '@japa/runner'
import { describeDevice } from '#accounts/describe_device'

const AGENTS: [agent: string, device: string][] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge Windows computer',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
    'Safari macOS computer',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Chrome Android phone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36',
    'Samsung Internet Android tablet',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15',
    'Firefox iPhone phone',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Firefox Linux computer',
  ],
]

test.group('describing a device', () => {
  for (const [agent, expected] of AGENTS)
    test(expected, ({ assert }) => {
      const { browser, system, kind } = describeDevice(agent)
      assert.equal(`${browser} ${system} ${kind}`, expected)
    })

  test('says what it does not know', ({ assert }) => {
    const unknown = { browser: null, system: null, kind: 'other' }
    for (const agent of [null, '', 'curl/8.5.0']) assert.deepEqual(describeDevice(agent), unknown)
  })
})
