import { FormPart } from '~/hosted/form_part'

interface Piece {
  html: string
  css: string
}

/**
 * Draws a form where its script stands, in a shadow root: the styles of the page and of the form do not meet. Where that
 * cannot be, because the page or the browser refuses, the form stands in a frame.
 */
export function embedAt(script: HTMLScriptElement) {
  const { origin } = new URL(script.src)
  const slug = script.dataset.form!
  const place = document.createElement('div')
  const named = script.dataset.target && document.querySelector(script.dataset.target)
  if (named) named.append(place)
  else script.after(place)
  const query = new URLSearchParams(location.search)
  query.set('page', location.href.slice(0, 2_000))
  query.set('referrer', document.referrer.slice(0, 1_000))
  const path = `${origin}/f/${encodeURIComponent(slug)}`
  const address = `${path}?embed=1&${query}`
  inShadow(place, address, path).catch(() => inFrame(place, address, origin))
}

async function inShadow(place: HTMLElement, address: string, path: string) {
  if (!place.attachShadow || !('adoptedStyleSheets' in document)) throw new Error('no shadow')
  const answer = await fetch(`${address}&css=1`, {
    ...{ headers: { accept: 'application/json' }, credentials: 'omit', mode: 'cors' },
  })
  if (!answer.ok) throw new Error(String(answer.status))
  const { html, css } = (await answer.json()) as Piece
  const root = place.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`:host{display:block}${css}`)
  root.adoptedStyleSheets = [sheet]
  const box = document.createElement('div')
  box.className = 'hf'
  box.innerHTML = html
  root.append(box)
  new FormPart(box, { url: `${path}?embed=1`, storage: `form ${path}` }).begin()
}

function inFrame(place: HTMLElement, address: string, origin: string) {
  const frame = document.createElement('iframe')
  frame.src = address
  frame.title = document.title
  frame.style.cssText = 'width:100%;border:0;display:block;min-height:320px'
  addEventListener('message', ({ data, source, origin: from }) => {
    if (from !== origin || source !== frame.contentWindow) return
    const height = Number((data as { formHeight?: unknown } | null)?.formHeight)
    if (height > 0 && height < 20_000) frame.style.height = `${height}px`
  })
  place.append(frame)
}
