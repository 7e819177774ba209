import { as } from '#tests/functional/api/call'
import { insider } from '#tests/functional/accounts/support/team'
import { makeAccount } from '#tests/helpers/make_account'

/** An account with a source that has a public posting document, its owner, and a token of the source. */
export async function accountWithSource(more: object = {}) {
  const account = await makeAccount()
  const owner = await insider(account.id, 'owner')
  const api = as(account.token)
  const made = await api.post('/sources', {
    ...{ key: 'google-ads', name: 'Google Ads', entity: 'solar', posting: { public: true } },
    ...more,
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  const token = await sourceToken(owner.visitor, 'google-ads')
  const path = new URL(made.body.posting_url as string).pathname
  return { ...account, owner, api, source: made.body, token, path }
}

export async function sourceToken(
  visitor: { json: (method: string, path: string, values?: object) => Promise<any> },
  source: string,
  more: object = {}
): Promise<string> {
  const path = `/sources/${encodeURIComponent(source)}/tokens`
  const { status, body } = await visitor.json('POST', path, { name: 'Probe', ...more })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.token
}
