import { randomBytes } from 'node:crypto'
import { api } from './api.js'
import { builtApp } from './built_app.js'

/** An entity and a form of its own, live; answers the form and how its leads are found. */
export async function hostedForm(change: (document: any) => void = () => {}) {
  const key = `roof_${randomBytes(4).toString('hex')}`
  await api('POST', '/entities', {
    ...{ key, name: 'Roof', stages: ['asked'] },
    fields: [
      { key: 'email', label: 'E-mail', type: 'email', required: true },
      { key: 'first_name', label: 'Given name', type: 'text' },
      { key: 'roof', label: 'Roof', type: 'select', options: ['flat', 'pitched', 'none'] },
      { key: 'reason', label: 'Reason', type: 'long_text' },
      { key: 'bill', label: 'Monthly bill', type: 'number' },
      { key: 'plan', label: 'Plan of the roof', type: 'file' },
    ],
  })
  const document = {
    ...{ schema: 1, language: 'en', title: 'What does solar cost for your roof?' },
    intro: 'Three questions, then we call you.',
    steps: [
      {
        ...{ key: 'first', title: 'Your roof' },
        elements: [
          {
            ...{ type: 'field', key: 'roof', field: 'roof', required: true, control: 'buttons' },
            label: 'What kind of roof do you have?',
            option_labels: { flat: 'Flat', pitched: 'Pitched', none: 'None yet' },
          },
          {
            ...{ type: 'field', key: 'reason', field: 'reason', required: true },
            label: 'When will you build?',
            show_when: { field: 'roof', operator: 'equals', value: 'none' },
          },
        ],
      },
      {
        ...{ key: 'second', title: 'Your bill' },
        show_when: { field: 'roof', operator: 'not_equals', value: 'none' },
        elements: [
          { type: 'field', key: 'bill', field: 'bill', required: true, help: 'In a month' },
        ],
      },
      {
        ...{ key: 'you', title: 'Who are you?' },
        elements: [
          { type: 'field', key: 'name', field: 'first_name', width: 'half' },
          { type: 'field', key: 'email', field: 'email', width: 'half' },
          {
            ...{ type: 'consent', key: 'privacy', required: true },
            text: 'I agree to the [privacy notice](https://solar.example/privacy).',
          },
        ],
      },
    ],
    after: { type: 'page', title: 'Thank you', text: 'We call you tomorrow.' },
  }
  change(document)
  const made = await api('POST', '/forms', { key, name: 'Roof', entity: key, document })
  const form = await api('POST', `/forms/${made.key}/publish`, {})
  const path = new URL(form.url).pathname
  return { key: form.key as string, entity: key, path, slug: path.slice('/f/'.length) }
}

export const leadsOf = async (entity: string) =>
  (await api('GET', `/leads?entity=${entity}`)).data as {
    id: string
    values: Record<string, any>
    extra: Record<string, string>
    source: string
  }[]

/** A form that keeps what is begun, with one that was: its first step is sent, and nothing more. */
export async function begunForm(): Promise<string> {
  const form = await hostedForm((document) => {
    document.partial = true
    const [, bill, you] = document.steps
    delete bill.show_when
    document.steps = [you, bill]
  })
  const url = `${builtApp().url}${form.path}`
  const html = await (await fetch(url)).text()
  const state = /name="state" value="([^"]+)"/.exec(html)![1]
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ state, act: 'next', step: 'you', shown: 'name,email,privacy' },
      ...{ 'e:name': 'Ann', 'e:email': 'ann@mail.example', 'e:privacy': 'yes' },
    }),
  })
  if (!answer.ok) throw new Error(`${form.path}: ${answer.status}`)
  return form.key
}
