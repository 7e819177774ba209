/* Colours that stages and tags have, in the order they are offered. */
export { COLOURS, type Colour } from '../../app/entities/colours.js'
