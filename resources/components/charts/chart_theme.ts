/** Colours of the pages as charts can take them: resolved, because a drawing knows no CSS variables. */
export interface ChartTheme {
  brand: string
  second: string
  line: string
  text: string
  muted: string
  panel: string
  font: string
}

export function readTheme(): ChartTheme {
  const probe = document.createElement('span')
  const paper = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  // Where no motion is wanted every change takes a moment of its own, and a colour that is read at once is the one before.
  probe.style.setProperty('transition', 'none', 'important')
  document.body.append(probe)
  const colour = (name: string) => {
    probe.style.color = `var(${name})`
    paper.clearRect(0, 0, 1, 1)
    paper.fillStyle = getComputedStyle(probe).color
    paper.fillRect(0, 0, 1, 1)
    const [r, g, b] = paper.getImageData(0, 0, 1, 1).data
    return `rgb(${r}, ${g}, ${b})`
  }
  const theme = {
    brand: colour('--ui-primary'),
    second: colour('--waiting'),
    line: colour('--line-soft'),
    text: colour('--text-strong'),
    muted: colour('--text-muted'),
    panel: colour('--raised'),
    font: getComputedStyle(document.body).fontFamily,
  }
  probe.remove()
  return theme
}
