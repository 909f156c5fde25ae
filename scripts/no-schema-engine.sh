#!/bin/sh
echo 'The native Prisma schema engine is not used here. Use: npm run db:new -- NAME, npm run db:check' >&2
exit 1
