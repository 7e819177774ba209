import { type Live, judge } from '~/hosted/judge'
import { keepTyped, readTyped, stopKeeping } from '~/hosted/typed'
import type { Answer, Options, Work } from '~/hosted/types'
import { type Challenge, solve } from '~/hosted/work'

const ASK_AFTER_MS = 300
/** How long a press waits for the work: mostly it is long done. */
const PATIENCE_MS = 1_500

/** A form inside an element of a page, or of a shadow root. */
export class FormPart {
  #busy = false
  #work: Work | null = null
  #asking = 0

  constructor(
    private box: HTMLElement,
    private options: Options
  ) {
    box.addEventListener('submit', (event) => this.#submit(event as SubmitEvent))
    box.addEventListener('input', () => this.#changed())
    box.addEventListener('change', () => this.#changed())
    box.addEventListener('click', (event) => this.#jump(event))
  }

  get #form() {
    return this.box.querySelector('form')
  }

  /** Goes on where a reload or a way back has cut it off. */
  begin() {
    const kept = readTyped(this.options.storage)
    const form = this.#form
    if (kept && form?.dataset.step && kept.state) void this.#resume(kept)
    else this.#ready()
  }

  async #resume(kept: { state: string; step: string; typed: [string, string][] }) {
    const body = new FormData()
    for (const [name, value] of Object.entries({ act: 'resume', ...kept }))
      if (typeof value === 'string') body.set(name, value)
    body.set('_csrf', this.#value('_csrf'))
    const answer = await this.#send(body).catch(() => null)
    if (answer?.html) this.box.innerHTML = answer.html
    if (this.#form?.dataset.step === kept.step) this.#fill(kept.typed)
    this.#ready()
  }

  #fill(typed: [string, string][]) {
    for (const input of this.#inputs()) {
      const values = typed.filter(([name]) => name === input.name).map(([, value]) => value)
      if (input instanceof HTMLInputElement && ['checkbox', 'radio'].includes(input.type))
        input.checked = values.includes(input.value)
      else if (input.type !== 'file' && values.length) input.value = values[0]!
    }
  }

  #inputs() {
    const all = this.box.querySelectorAll<HTMLInputElement>('.element :is(input,select,textarea)')
    return [...all]
  }

  #value = (name: string) =>
    this.box.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? ''

  #ready() {
    this.#show()
    const work = this.#form?.dataset.work
    if (work && work !== this.#work?.on) this.#begin(work)
  }

  #begin(on: string) {
    const work: Work = { on, result: solve(JSON.parse(on) as Challenge) }
    void work.result.then((solved) => (work.solved = solved))
    this.#work = work
  }

  /** Elements under a rule come and go with what is typed; in order, as one may hang on another. */
  #show(byServer?: string[]) {
    const off = new Set<string>()
    const shown: string[] = []
    for (const element of this.box.querySelectorAll<HTMLElement>('[data-key]')) {
      const key = element.dataset.key!
      const rule = element.dataset.when ? (JSON.parse(element.dataset.when) as Live) : true
      const asked = rule === 'ask'
      const visible = asked
        ? byServer
          ? byServer.includes(key)
          : !element.hidden
        : judge(rule, (other) => (off.has(other) ? null : this.#given(other)))
      if (!visible) off.add(key)
      else shown.push(key)
      element.hidden = !visible
      for (const input of element.querySelectorAll<HTMLInputElement>('input,select,textarea'))
        input.disabled = !visible
    }
    const before = this.#value('shown').split(',')
    // What is sent without being shown stays as the server has it.
    const drawn = [...this.box.querySelectorAll<HTMLElement>('[data-key]')].map(
      (one) => one.dataset.key
    )
    const field = this.box.querySelector<HTMLInputElement>('input[name="shown"]')
    if (field) field.value = [...before.filter((one) => !drawn.includes(one)), ...shown].join(',')
  }

  #given(key: string): string[] {
    const inputs = this.#inputs().filter((one) => one.name === `e:${key}`)
    const box = inputs.length === 1 && inputs[0]!.type === 'checkbox' && inputs[0]!.value === 'yes'
    if (box) return [inputs[0]!.checked ? 'yes' : 'no']
    const ticks = inputs.filter((one) => ['checkbox', 'radio'].includes(one.type))
    if (ticks.length) return ticks.filter((one) => one.checked).map((one) => one.value)
    return inputs.map((one) => one.value)
  }

  #changed() {
    const form = this.#form
    if (!form?.dataset.step) return
    this.#show()
    keepTyped(this.options.storage, form)
    if (!this.box.querySelector('[data-when="\\"ask\\""]')) return
    clearTimeout(this.#asking)
    this.#asking = window.setTimeout(() => void this.#ask(form), ASK_AFTER_MS)
  }

  /** Some rules only the server can tell: it is asked what is shown now. */
  async #ask(form: HTMLFormElement) {
    const body = new FormData(form)
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name)
    body.set('act', 'look')
    const answer = await this.#send(body).catch(() => null)
    if (answer?.shown && form.isConnected) this.#show(answer.shown)
  }

  async #send(body: FormData): Promise<Answer> {
    const files = [...body.values()].some((value) => value instanceof File && value.size > 0)
    const sent = files ? body : new URLSearchParams([...body] as [string, string][])
    const answer = await fetch(this.options.url.replace(/#.*/, ''), {
      ...{ method: 'POST', body: sent, credentials: 'same-origin' },
      headers: { accept: 'application/json' },
    })
    if (!/json/.test(answer.headers.get('content-type') ?? '')) throw new Error('no answer')
    return (await answer.json()) as Answer
  }

  /** What was worked out goes along. Who is asked a question because it was not there yet waits for it instead. */
  async #sendWorked(body: FormData): Promise<Answer> {
    const work = this.#work
    if (body.get('act') !== 'next' || !work) return this.#send(body)
    await Promise.race([work.result, new Promise((done) => setTimeout(done, PATIENCE_MS))])
    if (work.solved) body.set('pow', work.solved)
    const answer = await this.#send(body)
    if (body.has('pow') || !answer.html?.includes('data-question')) return answer
    body.set('pow', (await work.result) ?? '')
    return this.#send(body)
  }

  #submit(event: SubmitEvent) {
    const form = event.target as HTMLFormElement
    event.preventDefault()
    if (this.#busy) return
    const body = new FormData(form)
    for (const [name, value] of [...body])
      if (value instanceof File && value.size === 0) body.delete(name)
    const button = event.submitter as HTMLButtonElement | null
    if (button?.name) body.set(button.name, button.value)
    void this.#go(form, body)
  }

  async #go(form: HTMLFormElement, body: FormData) {
    this.#busy = true
    const next = form.querySelector<HTMLElement>('[data-next]')
    next?.setAttribute('aria-disabled', 'true')
    try {
      this.#take(await this.#sendWorked(body))
    } catch {
      const failed = form.querySelector<HTMLElement>('[data-failed]')
      if (failed) {
        failed.textContent = form.dataset.offline ?? ''
        failed.hidden = false
      }
    } finally {
      this.#busy = false
      next?.removeAttribute('aria-disabled')
    }
  }

  #take({ html, done, redirect }: Answer) {
    if (done) stopKeeping(this.options.storage)
    if (redirect) return location.assign(redirect)
    if (html === undefined) throw new Error('no page')
    this.box.innerHTML = html
    const form = this.#form
    if (form?.dataset.step) keepTyped(this.options.storage, form)
    this.#ready()
    this.#focus()
  }

  /** Whoever hears the page is told where they are now. */
  #focus() {
    const target =
      this.box.querySelector<HTMLElement>('[data-problems]') ??
      this.box.querySelector<HTMLElement>('[data-heading],[data-said]') ??
      this.#inputs().find((one) => !one.disabled)
    target?.focus({ preventScroll: true })
    const { top } = this.box.getBoundingClientRect()
    if (top < 0) this.box.scrollIntoView({ block: 'start' })
  }

  async #anew(href: string) {
    const headers = { accept: 'application/json' }
    const answer = await fetch(this.options.url, { headers, credentials: 'same-origin' })
      .then((one) => one.json() as Promise<Answer>)
      .catch(() => null)
    if (answer) this.#take(answer)
    else location.assign(href)
  }

  /** Links to what is wrong lead to inputs inside a shadow root too; "begin again" begins here. */
  #jump(event: Event) {
    const link = (event.target as HTMLElement).closest?.('a')
    const id = link?.getAttribute('href')
    if (link?.dataset.again !== undefined && id?.startsWith('/')) {
      event.preventDefault()
      stopKeeping(this.options.storage)
      return void this.#anew(link.href)
    }
    if (!id?.startsWith('#')) return
    event.preventDefault()
    this.box.querySelector<HTMLElement>(`[id="${CSS.escape(id.slice(1))}"]`)?.focus()
  }
}
