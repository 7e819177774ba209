/*
 * How visits between pages meet trouble: an ended session is renewed and the request made again; a page that cannot be
 * shown is loaded whole, because its error page says why. Everything else is for page_events.vue.
 */
import { http } from '@inertiajs/vue3'
import { accountHeader, recoverSession } from './session'

type Client = ReturnType<typeof http.getClient>
type Config = Parameters<Client['request']>[0]

const statusOf = (error: unknown) =>
  (error as { response?: { status?: number } } | null)?.response?.status

const isPage = ({ method, headers }: Config) =>
  method === 'get' && !Object.keys(headers ?? {}).some((name) => /partial/i.test(name))

export function makeVisitsPatient() {
  const plain = http.getClient()
  http.setClient({
    async request(asked) {
      const config = { ...asked, headers: { ...asked.headers, ...accountHeader() } }
      try {
        return await plain.request(config)
      } catch (error) {
        const status = statusOf(error)
        if (status === 401 && (await recoverSession())) return plain.request(config)
        // 409 is Inertia's own word for "load this address whole"; 422 brings what is wrong with a form.
        if (isPage(config) && status !== undefined && ![401, 409, 422].includes(status)) {
          location.href = config.url
          return new Promise(() => {})
        }
        throw error
      }
    },
  })
}
