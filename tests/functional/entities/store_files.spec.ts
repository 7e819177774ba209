import drive from '@adonisjs/drive/services/main'
import { test } from '@japa/runner'
import { acceptLead } from '#entities/accept_lead'
import { removeFiles, storeFiles } from '#entities/store_files'
import { NOW, US, entityOf, field } from '#tests/unit/entities/helpers'

test.group('files of leads', (group) => {
  group.each.setup(() => {
    drive.fake()
    return () => drive.restore()
  })

  test('are stored under names of our own and removed again', async ({ assert }) => {
    const content = Buffer.from('a bill')
    const accepted = acceptLead(
      { bill: { name: 'bill.txt', content: content.toString('base64') } },
      entityOf([field('bill', 'file')]),
      NOW,
      US
    )
    if (!accepted.ok) throw new Error(JSON.stringify(accepted.problem))
    const [path] = await storeFiles('acc_1', accepted.value.files)
    assert.match(path, /^leads\/acc_1\/[0-9a-f]{36}$/)
    assert.deepInclude(accepted.value.values.bill, { name: 'bill.txt', type: 'text/plain', path })
    assert.equal(await drive.use().get(path), 'a bill')
    await removeFiles([path])
    assert.isFalse(await drive.use().exists(path))
  })
})
