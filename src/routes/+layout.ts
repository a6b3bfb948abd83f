// Pages are read without script; what script adds is loaded by the page that wants it.
export const csr = false;
