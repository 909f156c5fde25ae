-- The list of sessions is filtered by the names that a session keeps, newest first.
-- CreateIndex
CREATE INDEX "session_connectionName_startedAt_idx" ON "session"("connectionName", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "session_ownerEmail_startedAt_idx" ON "session"("ownerEmail", "startedAt" DESC);
