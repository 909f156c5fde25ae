/** Of a page of the people who may use a connection: asked for on the server, paged by the table. */
export const PEOPLE_PAGE_ROWS = 50;
