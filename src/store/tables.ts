/** The catalogue's tables. Instants are UTC microseconds; columns named `…_json` hold JSON text. */
export interface Tables {
  log_versions: {
    version: number;
    committed_at: number;
    ingestion_id: string;
    source_id: string;
    file_id: string;
    stores_key: string;
    store_count: number;
    newest_at: number | null;
    polls_total: number;
    rows_in_total: number;
    duplicates_total: number;
    disagreements_total: number;
    quarantined_total: number;
  };
  segments: {
    key: string;
    added_version: number;
    rows: number;
    corrections: number;
    min_at: number;
    max_at: number;
    size_bytes: number;
  };
  input_versions: {
    kind: string;
    version: number;
    key: string;
    rows: number;
    stores: number;
    quarantined: number;
    state: string;
    reason: string | null;
    created_at: number;
  };
  source_files: {
    source_id: string;
    file_id: string;
    name: string;
    kind: string | null;
    fingerprint: string;
    mark_json: string | null;
    rows_key: string | null;
    state: string;
    message: string | null;
    quarantined: number;
    updated_at: number;
  };
  outcomes: {
    ingestion_id: string;
    source_id: string;
    file_id: string;
    outcome_json: string;
  };
  ingestions: {
    id: string;
    workflow_id: string;
    trigger: string;
    state: string;
    started_at: number;
    finished_at: number | null;
    summary_json: string | null;
    message: string | null;
  };
  reports: {
    id: string;
    requested_at: number;
    requested_by: string | null;
    options_json: string;
    method: string;
    state: string;
    pins_json: string | null;
    files_json: string | null;
    store_count: number | null;
    poll_count: number | null;
    message: string | null;
    finished_at: number | null;
  };
}
