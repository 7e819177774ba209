/* What the public page can do with a script: search while one types, pictures in large, the place in the text. */
;(() => {
  const page = document.documentElement
  const find = document.querySelector('form.find')
  if (find) {
    const field = find.querySelector('input')
    const results = document.querySelector('.results')
    const count = document.querySelector('.count')
    const groups = document.querySelector('.groups')
    const links = () => [...results.querySelectorAll('a')]
    const pieces = (tag, parts) => {
      const made = document.createElement(tag)
      for (const { text, hit } of parts) {
        const piece = hit ? document.createElement('mark') : document.createTextNode('')
        piece.textContent = text
        if (hit) piece.className = 'guide-hit'
        made.append(piece)
      }
      return made
    }
    const show = (said, guides) => {
      count.textContent = said
      if (groups) groups.hidden = field.value.trim() !== ''
      results.replaceChildren(
        ...guides.map(({ href, lang, title, heading, snippet }) => {
          const link = document.createElement('a')
          link.href = href
          link.lang = lang
          const name = pieces('b', title)
          if (heading) {
            const where = pieces('i', heading.text)
            where.prepend(' · ')
            name.append(where)
          }
          link.append(name, pieces('span', snippet))
          const line = document.createElement('li')
          line.append(link)
          return line
        })
      )
    }
    let timer
    let asked
    let shown = field.value.trim()
    const look = async () => {
      const q = field.value.trim()
      asked?.abort()
      if (!q) {
        shown = ''
        return show('', [])
      }
      const own = (asked = new AbortController())
      try {
        const answer = await fetch(`${find.dataset.search}?q=${encodeURIComponent(q)}`, {
          headers: { accept: 'application/json' },
          signal: own.signal,
        })
        if (!answer.ok) return
        const { said, guides } = await answer.json()
        shown = q
        show(said, guides)
      } catch {
        // Something else was typed meanwhile, or the server is away: the button asks once more.
      }
    }
    field.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(look, 120)
    })
    find.addEventListener('submit', async (event) => {
      event.preventDefault()
      clearTimeout(timer)
      if (shown !== field.value.trim()) await look()
      if (shown !== field.value.trim()) return find.submit()
      links()[0]?.focus()
    })
    find.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown' || !links().length) return
      event.preventDefault()
      links()[0].focus()
    })
    results.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (event.key === 'Escape') field.focus()
      if (!step) return
      event.preventDefault()
      const at = links().indexOf(document.activeElement) + step
      ;(at < 0 ? field : (links()[at] ?? links().at(-1))).focus()
    })
    addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.target.matches?.('input, textarea')) return
      event.preventDefault()
      field.focus()
    })
  }

  const large = document.querySelector('.guide-large')
  document.addEventListener('click', (event) => {
    const picture = event.target.closest?.('.guide-text .picture')
    if (!picture || event.ctrlKey || event.metaKey || !large?.showModal) return
    event.preventDefault()
    const { src, alt, width, height } = picture.querySelector('img')
    const image = large.querySelector('img')
    Object.assign(image, { src, alt })
    image.width = picture.querySelector('img').getAttribute('width') ?? width
    image.height = picture.querySelector('img').getAttribute('height') ?? height
    large.showModal()
  })
  large?.addEventListener('click', () => large.close())

  const headings = [...document.querySelectorAll('.guide-text :is(h2, h3)')]
  const topOf = (one) => one.getBoundingClientRect().top
  // What was gone to counts while it is in view: the end of a page never comes up to its top.
  const here = () => {
    const named = headings.findIndex((one) => `#${one.id}` === location.hash)
    if (named >= 0 && topOf(headings[named]) >= 0 && topOf(headings[named]) < innerHeight)
      return named
    return headings.findLastIndex((one) => topOf(one) < 120)
  }
  const entries = [...document.querySelectorAll('.aside a')]
  const note = () => {
    const at = here()
    entries.forEach((one, index) =>
      index === at ? one.setAttribute('aria-current', 'true') : one.removeAttribute('aria-current')
    )
  }
  if (entries.length) {
    let waiting = false
    addEventListener(
      'scroll',
      () => {
        if (waiting) return
        waiting = true
        requestAnimationFrame(() => {
          waiting = false
          note()
        })
      },
      { passive: true }
    )
    addEventListener('hashchange', note)
    note()
  }

  // The other language opens at the same place: both have their headings in the same order.
  const other = document.querySelector('a[data-ids]')
  other?.addEventListener('click', () => {
    const id = other.dataset.ids.split(' ')[here()]
    other.hash = id ?? ''
  })
  page.classList.add('alive')
})()
