import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { cleanUp } from '#capture/hosted/send_confirmations'
import type { FormDocument } from '#capture/forms/form_document'
import {
  DOCUMENT,
  Reader,
  hostedAccount,
  leadsOf,
  movingClock,
  publishForm,
} from '#tests/functional/capture/hosted_support'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const FILES: FormDocument = {
  ...DOCUMENT,
  steps: [
    {
      key: 'plan',
      elements: [
        {
          type: 'field',
          key: 'plan',
          field: 'plan',
          required: true,
          accept: ['image/*'],
          max_mb: 1,
        },
      ],
    },
    DOCUMENT.steps[2]!,
  ],
}

const withFile = (content: Buffer, name: string, type = 'image/png') => {
  const form = new FormData()
  form.set('e:plan', new File([new Uint8Array(content)], name, { type }))
  return form
}

test.group('files in hosted forms', (group) => {
  const clock = movingClock(group)

  test('a file goes with the lead, and what was left goes', async ({ assert }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id, FILES)
    const page = await new Reader(`/f/${form.slug}`).open()
    assert.include(page.html, 'enctype="multipart/form-data"')
    await page.send(withFile(PNG, '../roof.png'))
    assert.equal(page.step, 'you')
    await page.send({}, 'back')
    assert.include(page.html, 'roof.png')
    await page.send(new FormData())
    clock.forward(60_000)
    await page.send({ 'e:email': 'a@b.co', 'e:privacy': 'yes', 'pow': await page.work() })
    assert.equal(page.status, 303)
    const [lead] = await leadsOf(id)
    const { plan } = JSON.parse(lead.values)
    assert.containsSubset(plan, { name: 'roof.png', type: 'image/png', size: PNG.length })
    assert.match(plan.path, new RegExp(`^leads/${id}/`))
    assert.lengthOf(await db.from('form_uploads').where('form_id', form.id), 0)

    const left = await new Reader(`/f/${form.slug}`).open()
    await left.send(withFile(PNG, 'roof.png'))
    clock.forward(9 * 86_400_000)
    await cleanUp(Date.now())
    assert.lengthOf(await db.from('form_uploads').where('form_id', form.id), 0)
  })

  test('what a file is, is seen in it; too large ones and a missing one are said', async ({
    assert,
  }) => {
    const { id } = await hostedAccount()
    const form = await publishForm(id, FILES)
    const page = await new Reader(`/f/${form.slug}`).open()
    await page.send(withFile(Buffer.from('<script>alert(1)</script>'), 'roof.png'))
    assert.equal(page.status, 422)
    assert.include(page.html, 'This kind of file is not taken')
    await page.send(withFile(Buffer.concat([PNG, Buffer.alloc(1_100_000)]), 'roof.png'))
    assert.include(page.html, 'The file is too large')
    await page.send(new FormData())
    assert.include(page.html, 'Fill this in')
    assert.lengthOf(await db.from('form_uploads').where('form_id', form.id), 0)
  })
})
