/*
 * All routes, by kind: the API is declared as a table (app/http/api), pages and health by hand.
 */
import '#start/routes/health'
import '#start/routes/api'
import '#start/routes/sandbox'
import '#start/routes/web'
