export { fieldKey, freeKey, objectKey } from '../../app/shared/key_of.js'
