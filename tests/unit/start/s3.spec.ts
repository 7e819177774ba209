import { test } from '@japa/runner'
import { s3Options } from '#config/s3'

const PLACE = { bucket: 'papers', region: 'eu-central-1' }

test.group('Settings of S3', () => {
  test('one key without the other is named; without any the machine has a role', ({ assert }) => {
    assert.throws(() => s3Options({ ...PLACE, keyId: 'a' }), /S3_SECRET_ACCESS_KEY is missing/)
    assert.throws(() => s3Options({ ...PLACE, secret: 'b' }), /S3_ACCESS_KEY_ID is missing/)
    assert.notProperty(s3Options(PLACE), 'credentials')
    assert.containsSubset(s3Options({ ...PLACE, keyId: 'a', secret: 'b' }), {
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    })
  })

  test('storages of other makers are asked by path', ({ assert }) => {
    assert.isTrue(s3Options({ ...PLACE, endpoint: 'http://minio' }).forcePathStyle)
    assert.isFalse(s3Options(PLACE).forcePathStyle)
  })
})
