/** Levels of nesting of a JSON value, counted no further than `most`, without recursion. A flat object is 1. */
export function depthOf(value: unknown, most: number): number {
  let level: unknown[] = [value]
  for (let depth = 0; ; depth++) {
    level = level.filter((one) => typeof one === 'object' && one !== null)
    if (level.length === 0 || depth >= most) return depth
    level = level.flatMap((one) => Object.values(one as object))
  }
}
