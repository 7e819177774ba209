import { builtApp } from './built_app.js'

const KEY = 'walked-client'
let made: Promise<unknown> | null = null

/** The account of the tests is an agency from here on, with a client. */
async function makeAgency() {
  const { ace, account } = builtApp()
  await ace('account:agency', account)
  const facts = ['--name', 'Walked Client', '--country', 'DE', '--owner', 'boss@walked.example']
  await ace('account:create', KEY, ...facts, '--agency', account)
}

const once = () => (made ??= makeAgency())

/** Addresses of the agency's pages. */
export const clientList = async () => {
  await once()
  return '/agency'
}
export const clientPage = async () => {
  await once()
  return `/agency/clients/${KEY}`
}
