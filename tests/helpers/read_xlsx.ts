import { strFromU8, unzipSync } from 'fflate'

/** The XML of the parts of a workbook, by path. */
export const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, one]) => [path, strFromU8(one)]))

export const sheetOf = (bytes: Uint8Array, number = 1): string =>
  partsOf(bytes)[`xl/worksheets/sheet${number}.xml`]
