import { test } from '@japa/runner'
import { AddressGuard, parseAllowList } from '#delivery/transports/denied_addresses'

function guard(allow = ''): AddressGuard {
  const list = parseAllowList(allow)
  if (!list.ok) throw new Error(list.problem)
  return new AddressGuard(list.value)
}

const DENIED = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '[::1]',
  '0:0:0:0:0:0:0:1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::FFFF:10.0.0.1',
  '0:0:0:0:0:ffff:0a00:0001',
  '64:ff9b::7f00:1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '4000::1',
  'localhost',
  '',
  '127.1',
  '0x7f000001',
]
const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '172.32.0.1',
  '192.169.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
  '::ffff:8.8.8.8',
]

test.group('addresses deliveries may reach', () => {
  test('private, special and metadata addresses are denied in every spelling', ({ assert }) => {
    for (const address of DENIED) assert.isFalse(guard().mayDial(address), address)
    for (const address of PUBLIC) assert.isTrue(guard().mayDial(address), address)
  })

  test('what the operator lists is allowed, and nothing beside it', ({ assert }) => {
    const listed = guard('10.1.0.0/16, 127.0.0.1, fd00::/8')
    assert.isTrue(listed.mayDial('10.1.2.3'))
    assert.isTrue(listed.mayDial('::ffff:10.1.2.3'))
    assert.isFalse(listed.mayDial('10.2.0.1'))
    assert.isTrue(listed.mayDial('127.0.0.1'))
    assert.isFalse(listed.mayDial('127.0.0.2'))
    assert.isTrue(listed.mayDial('fd12::1'))
    assert.isFalse(listed.mayDial('fe80::1'))
  })

  test('one denied answer spoils a name, unless another one is listed', ({ assert }) => {
    const mixed = [{ address: '8.8.8.8' }, { address: '10.0.0.1' }]
    assert.deepEqual(guard().pick(mixed), { ok: false, problem: '10.0.0.1' })
    assert.deepEqual(guard('10.0.0.0/8').pick(mixed), {
      ok: true,
      value: [{ address: '10.0.0.1' }],
    })
    assert.deepEqual(guard('127.0.0.1').pick([{ address: '::1' }, { address: '127.0.0.1' }]), {
      ok: true,
      value: [{ address: '127.0.0.1' }],
    })
    assert.isTrue(guard().pick([{ address: '8.8.8.8' }]).ok)
  })

  test('a wrong entry of the setting is named', ({ assert }) => {
    for (const entry of [
      '10.0.0.0/33',
      'localhost',
      '10.0.0/8',
      '10.0.0.0/8/8',
      '::/129',
      '1.2.3.4/x',
    ]) {
      const result = parseAllowList(`127.0.0.1,${entry}`)
      assert.isFalse(result.ok, entry)
      if (!result.ok) assert.include(result.problem, `DELIVERY_ALLOW_PRIVATE: "${entry}"`)
    }
    assert.isTrue(parseAllowList(' ').ok)
    assert.isTrue(parseAllowList(undefined).ok)
  })
})
