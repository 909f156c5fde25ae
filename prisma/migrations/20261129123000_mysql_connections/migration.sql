-- Connections to MySQL and MariaDB.
ALTER TABLE "connection"
    DROP CONSTRAINT "connection_kind_is_known",
    ADD CONSTRAINT "connection_kind_is_known" CHECK ("kind" IN ('postgres', 'mysql'));
ALTER TABLE "session"
    DROP CONSTRAINT "session_kind_is_known",
    ADD CONSTRAINT "session_kind_is_known" CHECK ("kind" IN ('postgres', 'mysql'));
