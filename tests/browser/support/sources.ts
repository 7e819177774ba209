import { api } from './api.js'

let made: Promise<string> | null = null
/** A source no lead of a test comes from, with a posting document; resolves with its key. */
export const ownSource = () =>
  (made ??= (async () => {
    const posting = { public: true }
    await api('POST', '/sources', { key: 'walked-source', entity: 'solar', posting })
    return 'walked-source'
  })())
