/*
 * What a hosted form does where scripts run: steps without loading a page, questions that come and go while somebody
 * types, and what was typed kept over a reload. The server draws every step, here as without a script.
 */
import { FormPart } from '~/hosted/form_part'
import { embedAt } from '~/hosted/embed'

const script = document.currentScript as HTMLScriptElement | null
const page = document.querySelector<HTMLElement>('[data-form-page]')

if (script?.dataset.form) embedAt(script)
else if (page) {
  const part = new FormPart(page, { url: location.href, storage: `form ${location.pathname}` })
  part.begin()
  if (parent !== window) tellHeight()
}

/** The page that frames this one gives it the height it needs. */
function tellHeight() {
  const tell = () =>
    parent.postMessage({ formHeight: document.body.scrollHeight, form: location.pathname }, '*')
  new ResizeObserver(tell).observe(document.body)
  tell()
}
