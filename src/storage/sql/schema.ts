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
    /** Polls with a store and instant that the previous version did not hold. */
    polls_added: number;
    rows_in_total: number;
    duplicates_total: number;
    disagreements_total: number;
    quarantined_total: number;
  };
  segments: {
    added_version: number;
    /** The number of the segment among those of one commit. */
    part: number;
    key: string;
    /** The precedence: of segments that hold the same poll, the highest one counts. */
    word: number;
    /** The first version without it; null while the latest version has it. */
    removed_version: number | null;
    from_bucket: number;
    to_bucket: number;
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
    held_because: string | null;
    created_at: number;
    notes_json: string | null;
  };
  /** The sources of the settings, in their order. */
  sources: {
    source_id: string;
    position: number;
    is_sample: number;
    listed_at: number | null;
    failed_at: number | null;
    error: string | null;
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
    reading_json: string | null;
    /** Grows with each change of the state. */
    revision: number;
  };
  /** The last commit of each commit log that the catalogue holds. */
  commit_heads: {
    stream: string;
    number: number;
    sha256: string;
    /** The versions that the catalogue had after it: it has others where a release without commits changed it. */
    versions: string;
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
  /** One row, made with the table. */
  identity: {
    id: string;
  };
  maintenances: {
    id: string;
    trigger: string;
    finished_at: number;
    summary_json: string;
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
    /** Equal for reports whose files have the same content; null before the inputs are pinned. */
    pins_key: string | null;
    /** The formats, comma-separated, that this report computes for all reports of its key; null: none. */
    leads: string | null;
  };
  asked_reports: {
    report_id: string;
    asked_at: number;
    requested_by: string | null;
    options_json: string;
    emails_json: string;
  };
  standing_reports: {
    id: string;
    name: string;
    options_json: string;
    time_json: string;
    emails_json: string;
  };
  /** One row, once the standing reports of an earlier release were taken over. */
  standing_adoptions: {
    adopted_at: number;
  };
  /** Ids of removed reports: Temporal may keep the run for longer than we keep the report. */
  removed_reports: {
    id: string;
    removed_at: number;
  };
  api_keys: {
    id: string;
    name: string;
    scope: string;
    hash: string;
    created_at: number;
    last_used_at: number | null;
    revoked_at: number | null;
    expires_at: number | null;
  };
  sessions: {
    id: string;
    key_id: string;
    hash: string;
    created_at: number;
    expires_at: number;
  };
  webhooks: {
    id: string;
    url: string;
    events_json: string;
    secret: string;
    previous_secret: string | null;
    previous_until: number | null;
    created_at: number;
    disabled_at: number | null;
    disabled_reason: string | null;
  };
}
