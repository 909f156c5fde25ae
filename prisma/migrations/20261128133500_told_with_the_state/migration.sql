-- Who waits for an approval acts on it at once: what is heard says to which state a request came, if to
-- another one.
CREATE OR REPLACE FUNCTION "tell_of_access_request"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('gatehouse_requests', NEW."requestId" || ' ' || coalesce(NEW.facts->>'to', ''));
    RETURN NULL;
END $$;
