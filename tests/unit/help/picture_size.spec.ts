import { test } from '@japa/runner'
import { pictureSize } from '#help/picture_size'

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')
const riff = (body: string) => Buffer.concat([Buffer.from('RIFF    WEBP'), hex(body)])

test.group('pictureSize', () => {
  test('reads PNG and every kind of WebP', ({ assert }) => {
    const png = Buffer.concat([hex('89504e470d0a1a0a0000000d49484452'), hex('000004b000000320')])
    assert.deepEqual(pictureSize(png), { width: 1200, height: 800 })
    // A key frame: tag, start code, 1200 and 800 in 14 bits each.
    const lossy = riff('56503820 00000000 000000 9d012a b004 2003 0000')
    assert.deepEqual(pictureSize(lossy), { width: 1200, height: 800 })
    // Signature, then width - 1 and height - 1 in 14 bits each.
    const bits = Buffer.alloc(4)
    bits.writeUInt32LE((799 << 14) | 1199)
    const lossless = riff(`5650384c 00000000 2f ${bits.toString('hex')} 0000000000000000`)
    assert.deepEqual(pictureSize(lossless), { width: 1200, height: 800 })
    const extended = riff('56503858 0a000000 00000000 af0400 1f0300 0000')
    assert.deepEqual(pictureSize(extended), { width: 1200, height: 800 })
  })

  test('nothing else is a picture', ({ assert }) => {
    for (const other of ['', 'GIF89a', 'RIFF    WEBP', 'RIFF    WEBPVP9 0000000000000000000000'])
      assert.isNull(pictureSize(Buffer.from(other)), other)
  })
})
