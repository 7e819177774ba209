/** `assignments.sunco-ca["x y"]` as its keys. */
export function keysOf(path: string): string[] {
  const keys: string[] = []
  for (const match of path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g))
    keys.push(match[1] ?? (match[2] ? (JSON.parse(match[2]) as string) : match[3]))
  return keys
}
