-- AlterTable
ALTER TABLE "count_log_due" ADD COLUMN     "log_id" UUID;

-- A signature that is erased while its log is being begun again leaves a note about a leaf of the earlier log.
CREATE OR REPLACE FUNCTION "count_log_signature_gone"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  E'BEGIN
    INSERT INTO count_log_due (petition_id, signature_id, leaf, log_id, silent)
    SELECT g.petition_id, g.id, CASE WHEN r.counts THEN r.leaf END, r.log_id, p.erased_at IS NOT NULL
    FROM gone g JOIN petition p ON p.id = g.petition_id LEFT JOIN count_log_record r ON r.signature_id = g.id
    WHERE g.status = ''confirmed'' ORDER BY g.id\073
    DELETE FROM count_log_record r USING gone g WHERE r.signature_id = g.id\073
    RETURN NULL\073
  END\073';
