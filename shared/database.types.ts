// Generated from supabase/migrations by `npm run gen:types`; do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      api_keys: {
        Row: {
          created_at: string;
          expires_at: string | null;
          id: string;
          key_hash: string;
          last_used_at: string | null;
          name: string;
          org_id: string;
          prefix: string;
          revoked_at: string | null;
          scopes: string[];
          source_id: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          expires_at?: string | null;
          id?: string;
          key_hash: string;
          last_used_at?: string | null;
          name: string;
          org_id: string;
          prefix: string;
          revoked_at?: string | null;
          scopes?: string[];
          source_id?: string | null;
          user_id: string;
        };
        Update: {
          created_at?: string;
          expires_at?: string | null;
          id?: string;
          key_hash?: string;
          last_used_at?: string | null;
          name?: string;
          org_id?: string;
          prefix?: string;
          revoked_at?: string | null;
          scopes?: string[];
          source_id?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "api_keys_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "api_keys_source_id_fkey";
            columns: ["source_id"];
            isOneToOne: false;
            referencedRelation: "sources";
            referencedColumns: ["id"];
          },
        ];
      };
      audit_heads: {
        Row: {
          hash: string;
          key_id: string;
          org_id: string;
          seq: number;
          signature: string;
          signed_at: string;
        };
        ComputedFields: never;
        Insert: {
          hash: string;
          key_id: string;
          org_id: string;
          seq: number;
          signature: string;
          signed_at: string;
        };
        Update: {
          hash?: string;
          key_id?: string;
          org_id?: string;
          seq?: number;
          signature?: string;
          signed_at?: string;
        };
        Relationships: [];
      };
      audit_log: {
        Row: {
          action: string;
          actor: string | null;
          after_hash: string | null;
          before_hash: string | null;
          commitment: string | null;
          created_at: string;
          details: NonNullable<Json>;
          id: number;
          org_id: string;
          target: string;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor?: string | null;
          after_hash?: string | null;
          before_hash?: string | null;
          commitment?: string | null;
          created_at?: string;
          details?: NonNullable<Json>;
          id?: never;
          org_id: string;
          target: string;
        };
        Update: {
          action?: string;
          actor?: string | null;
          after_hash?: string | null;
          before_hash?: string | null;
          commitment?: string | null;
          created_at?: string;
          details?: NonNullable<Json>;
          id?: never;
          org_id?: string;
          target?: string;
        };
        Relationships: [];
      };
      audit_seals: {
        Row: {
          audit_id: number;
          hash: string;
          org_id: string;
          sealed_at: string;
          seq: number;
        };
        ComputedFields: never;
        Insert: {
          audit_id: number;
          hash: string;
          org_id: string;
          sealed_at?: string;
          seq: number;
        };
        Update: {
          audit_id?: number;
          hash?: string;
          org_id?: string;
          sealed_at?: string;
          seq?: number;
        };
        Relationships: [];
      };
      connections: {
        Row: {
          account: string;
          connector: string;
          created_at: string;
          created_by: string | null;
          id: string;
          last_error: string | null;
          last_tested_at: string | null;
          name: string;
          org_id: string;
          sign_in: string;
          state: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          account?: string;
          connector: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          last_error?: string | null;
          last_tested_at?: string | null;
          name: string;
          org_id: string;
          sign_in?: string;
          state?: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          account?: string;
          connector?: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          last_error?: string | null;
          last_tested_at?: string | null;
          name?: string;
          org_id?: string;
          sign_in?: string;
          state?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "connections_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      erasures: {
        Row: {
          due_at: string;
          requested_at: string;
          started_at: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          due_at: string;
          requested_at?: string;
          started_at?: string | null;
          user_id: string;
        };
        Update: {
          due_at?: string;
          requested_at?: string;
          started_at?: string | null;
          user_id?: string;
        };
        Relationships: [];
      };
      events: {
        Row: {
          body_hash: string;
          details: Json | null;
          duration_ms: number | null;
          from_path: string | null;
          id: string;
          inferred: boolean;
          occurred_at: string;
          op: string;
          org_id: string;
          original_occurred_at: string | null;
          path: string;
          received_at: string;
          seq: number;
          size: number | null;
          source_id: string;
          time_zone: string;
          tool: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          body_hash: string;
          details?: Json | null;
          duration_ms?: number | null;
          from_path?: string | null;
          id: string;
          inferred?: boolean;
          occurred_at: string;
          op: string;
          org_id: string;
          original_occurred_at?: string | null;
          path: string;
          received_at?: string;
          seq: number;
          size?: number | null;
          source_id: string;
          time_zone: string;
          tool?: string | null;
          user_id: string;
        };
        Update: {
          body_hash?: string;
          details?: Json | null;
          duration_ms?: number | null;
          from_path?: string | null;
          id?: string;
          inferred?: boolean;
          occurred_at?: string;
          op?: string;
          org_id?: string;
          original_occurred_at?: string | null;
          path?: string;
          received_at?: string;
          seq?: number;
          size?: number | null;
          source_id?: string;
          time_zone?: string;
          tool?: string | null;
          user_id?: string;
        };
        Relationships: [];
      };
      exports: {
        Row: {
          created_at: string;
          done_rows: number;
          expires_at: string | null;
          finished_at: string | null;
          id: string;
          parts: number;
          status: string;
          total_rows: number;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          done_rows?: number;
          expires_at?: string | null;
          finished_at?: string | null;
          id?: string;
          parts?: number;
          status?: string;
          total_rows?: number;
          user_id: string;
        };
        Update: {
          created_at?: string;
          done_rows?: number;
          expires_at?: string | null;
          finished_at?: string | null;
          id?: string;
          parts?: number;
          status?: string;
          total_rows?: number;
          user_id?: string;
        };
        Relationships: [];
      };
      ingest_rejects: {
        Row: {
          body: Json | null;
          body_hash: string;
          code: string;
          created_at: string;
          event_id: string | null;
          id: number;
          message: string;
          org_id: string;
          position: number;
          source_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          body?: Json | null;
          body_hash: string;
          code: string;
          created_at?: string;
          event_id?: string | null;
          id?: never;
          message: string;
          org_id: string;
          position: number;
          source_id: string;
          user_id: string;
        };
        Update: {
          body?: Json | null;
          body_hash?: string;
          code?: string;
          created_at?: string;
          event_id?: string | null;
          id?: never;
          message?: string;
          org_id?: string;
          position?: number;
          source_id?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      invitations: {
        Row: {
          created_at: string;
          email: string;
          expires_at: string;
          id: string;
          invited_by: string | null;
          org_id: string;
          outcome: string | null;
          role: string;
          sends: number;
          sent_at: string;
          settled_at: string | null;
          token_hash: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          email: string;
          expires_at?: string;
          id?: string;
          invited_by?: string | null;
          org_id: string;
          outcome?: string | null;
          role: string;
          sends?: number;
          sent_at?: string;
          settled_at?: string | null;
          token_hash: string;
        };
        Update: {
          created_at?: string;
          email?: string;
          expires_at?: string;
          id?: string;
          invited_by?: string | null;
          org_id?: string;
          outcome?: string | null;
          role?: string;
          sends?: number;
          sent_at?: string;
          settled_at?: string | null;
          token_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: "invitations_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      memberships: {
        Row: {
          created_at: string;
          org_id: string;
          role: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          org_id: string;
          role: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          org_id?: string;
          role?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "memberships_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      mining_chunks: {
        Row: {
          chunk: string;
          data: string;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          chunk: string;
          data: string;
          user_id: string;
          version: number;
        };
        Update: {
          chunk?: string;
          data?: string;
          user_id?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "mining_chunks_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "mining_state";
            referencedColumns: ["user_id"];
          },
        ];
      };
      mining_state: {
        Row: {
          attempt: number;
          attempt_started_at: string | null;
          engine_version: number | null;
          last_mined_at: string | null;
          last_seq: number;
          lease_expires_at: string | null;
          lease_token: string | null;
          mined_seq: number;
          org_id: string;
          park_reason: string | null;
          parked_at: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempt?: number;
          attempt_started_at?: string | null;
          engine_version?: number | null;
          last_mined_at?: string | null;
          last_seq?: number;
          lease_expires_at?: string | null;
          lease_token?: string | null;
          mined_seq?: number;
          org_id: string;
          park_reason?: string | null;
          parked_at?: string | null;
          user_id: string;
        };
        Update: {
          attempt?: number;
          attempt_started_at?: string | null;
          engine_version?: number | null;
          last_mined_at?: string | null;
          last_seq?: number;
          lease_expires_at?: string | null;
          lease_token?: string | null;
          mined_seq?: number;
          org_id?: string;
          park_reason?: string | null;
          parked_at?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "mining_state_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      notification_choices: {
        Row: {
          in_app: boolean;
          kind: string;
          mail: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          in_app?: boolean;
          kind: string;
          mail: string;
          user_id: string;
        };
        Update: {
          in_app?: boolean;
          kind?: string;
          mail?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      notification_settings: {
        Row: {
          digest: string;
          digest_at: string | null;
          hour: number;
          updated_at: string;
          user_id: string;
          weekday: number;
        };
        ComputedFields: never;
        Insert: {
          digest?: string;
          digest_at?: string | null;
          hour?: number;
          updated_at?: string;
          user_id: string;
          weekday?: number;
        };
        Update: {
          digest?: string;
          digest_at?: string | null;
          hour?: number;
          updated_at?: string;
          user_id?: string;
          weekday?: number;
        };
        Relationships: [];
      };
      notifications: {
        Row: {
          body: string;
          created_at: string;
          dedupe_key: string;
          digested_at: string | null;
          group_id: string | null;
          id: string;
          is_shown: boolean;
          kind: string;
          mail: string | null;
          org_id: string;
          read_at: string | null;
          run_id: string | null;
          step_key: string | null;
          times: number;
          title: string;
          user_id: string;
          workflow_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          body?: string;
          created_at?: string;
          dedupe_key: string;
          digested_at?: string | null;
          group_id?: string | null;
          id?: string;
          is_shown?: boolean;
          kind: string;
          mail?: string | null;
          org_id: string;
          read_at?: string | null;
          run_id?: string | null;
          step_key?: string | null;
          times?: number;
          title: string;
          user_id: string;
          workflow_id?: string | null;
        };
        Update: {
          body?: string;
          created_at?: string;
          dedupe_key?: string;
          digested_at?: string | null;
          group_id?: string | null;
          id?: string;
          is_shown?: boolean;
          kind?: string;
          mail?: string | null;
          org_id?: string;
          read_at?: string | null;
          run_id?: string | null;
          step_key?: string | null;
          times?: number;
          title?: string;
          user_id?: string;
          workflow_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "notifications_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      org_patterns: {
        Row: {
          at_least: number;
          id: string;
          kind: string;
          minutes_per_month: number;
          org_id: string;
          published_on: string;
          share_hash: string;
          steps: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          at_least: number;
          id?: string;
          kind: string;
          minutes_per_month: number;
          org_id: string;
          published_on: string;
          share_hash: string;
          steps: NonNullable<Json>;
        };
        Update: {
          at_least?: number;
          id?: string;
          kind?: string;
          minutes_per_month?: number;
          org_id?: string;
          published_on?: string;
          share_hash?: string;
          steps?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "org_patterns_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      organisations: {
        Row: {
          created_at: string;
          created_by: string | null;
          deleted_at: string | null;
          epoch: number;
          id: string;
          kind: string;
          min_people: number;
          name: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          deleted_at?: string | null;
          epoch?: number;
          id?: string;
          kind: string;
          min_people?: number;
          name: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          deleted_at?: string | null;
          epoch?: number;
          id?: string;
          kind?: string;
          min_people?: number;
          name?: string;
        };
        Relationships: [];
      };
      pattern_mutes: {
        Row: {
          created_at: string;
          fingerprint: string;
          org_id: string;
          steps: NonNullable<Json>;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          fingerprint: string;
          org_id: string;
          steps: NonNullable<Json>;
          user_id: string;
        };
        Update: {
          created_at?: string;
          fingerprint?: string;
          org_id?: string;
          steps?: NonNullable<Json>;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "pattern_mutes_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      patterns: {
        Row: {
          absence: Json | null;
          created_at: string;
          evidence: NonNullable<Json>;
          fingerprint: string;
          first_seen_at: string;
          id: string;
          kind: string;
          last_seen_at: string;
          org_id: string;
          rhythm: Json | null;
          score: number;
          stats: NonNullable<Json>;
          steps: NonNullable<Json>;
          updated_at: string;
          user_id: string;
          withdrawn_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          absence?: Json | null;
          created_at?: string;
          evidence: NonNullable<Json>;
          fingerprint: string;
          first_seen_at: string;
          id?: string;
          kind: string;
          last_seen_at: string;
          org_id: string;
          rhythm?: Json | null;
          score: number;
          stats: NonNullable<Json>;
          steps: NonNullable<Json>;
          updated_at?: string;
          user_id: string;
          withdrawn_at?: string | null;
        };
        Update: {
          absence?: Json | null;
          created_at?: string;
          evidence?: NonNullable<Json>;
          fingerprint?: string;
          first_seen_at?: string;
          id?: string;
          kind?: string;
          last_seen_at?: string;
          org_id?: string;
          rhythm?: Json | null;
          score?: number;
          stats?: NonNullable<Json>;
          steps?: NonNullable<Json>;
          updated_at?: string;
          user_id?: string;
          withdrawn_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "patterns_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      privacy_settings: {
        Row: {
          ignored_paths: string[];
          ops: string[];
          paused_at: string | null;
          retention_days: number;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          ignored_paths?: string[];
          ops?: string[];
          paused_at?: string | null;
          retention_days?: number;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          ignored_paths?: string[];
          ops?: string[];
          paused_at?: string | null;
          retention_days?: number;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      profiles: {
        Row: {
          created_at: string;
          display_name: string;
          time_zone: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          display_name?: string;
          time_zone?: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          display_name?: string;
          time_zone?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      replays: {
        Row: {
          created_at: string;
          finished_at: string | null;
          id: string;
          latest: boolean;
          skipped: number;
          started: number;
          status: string;
          total: number;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          finished_at?: string | null;
          id?: string;
          latest: boolean;
          skipped?: number;
          started?: number;
          status?: string;
          total: number;
          user_id: string;
        };
        Update: {
          created_at?: string;
          finished_at?: string | null;
          id?: string;
          latest?: boolean;
          skipped?: number;
          started?: number;
          status?: string;
          total?: number;
          user_id?: string;
        };
        Relationships: [];
      };
      run_steps: {
        Row: {
          attempt: number;
          claim_token: string | null;
          due_at: string | null;
          error: Json | null;
          finished_at: string | null;
          input: Json | null;
          key: string;
          kind: string;
          log: NonNullable<Json>;
          org_id: string;
          output: Json | null;
          place: number;
          run_id: string;
          started_at: string;
          status: string;
          step_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempt?: number;
          claim_token?: string | null;
          due_at?: string | null;
          error?: Json | null;
          finished_at?: string | null;
          input?: Json | null;
          key: string;
          kind: string;
          log?: NonNullable<Json>;
          org_id: string;
          output?: Json | null;
          place: number;
          run_id: string;
          started_at: string;
          status: string;
          step_id: string;
        };
        Update: {
          attempt?: number;
          claim_token?: string | null;
          due_at?: string | null;
          error?: Json | null;
          finished_at?: string | null;
          input?: Json | null;
          key?: string;
          kind?: string;
          log?: NonNullable<Json>;
          org_id?: string;
          output?: Json | null;
          place?: number;
          run_id?: string;
          started_at?: string;
          status?: string;
          step_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "run_steps_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      runs: {
        Row: {
          claim_token: string | null;
          claimed_until: string | null;
          crashes: number;
          created_at: string;
          deliveries: number;
          error: Json | null;
          finished_at: string | null;
          id: string;
          input: NonNullable<Json>;
          message_id: string | null;
          org_id: string;
          output: Json | null;
          parent_id: string | null;
          parent_key: string | null;
          repeats: number;
          resumed_at: string | null;
          retry_of: string | null;
          started_at: string | null;
          started_by: string | null;
          status: string;
          trigger: NonNullable<Json>;
          version: number;
          waits_for: string | null;
          wake_at: string | null;
          workflow_id: string;
          workflow_version: number;
        };
        ComputedFields: never;
        Insert: {
          claim_token?: string | null;
          claimed_until?: string | null;
          crashes?: number;
          created_at?: string;
          deliveries?: number;
          error?: Json | null;
          finished_at?: string | null;
          id?: string;
          input?: NonNullable<Json>;
          message_id?: string | null;
          org_id: string;
          output?: Json | null;
          parent_id?: string | null;
          parent_key?: string | null;
          repeats?: number;
          resumed_at?: string | null;
          retry_of?: string | null;
          started_at?: string | null;
          started_by?: string | null;
          status?: string;
          trigger: NonNullable<Json>;
          version?: number;
          waits_for?: string | null;
          wake_at?: string | null;
          workflow_id: string;
          workflow_version: number;
        };
        Update: {
          claim_token?: string | null;
          claimed_until?: string | null;
          crashes?: number;
          created_at?: string;
          deliveries?: number;
          error?: Json | null;
          finished_at?: string | null;
          id?: string;
          input?: NonNullable<Json>;
          message_id?: string | null;
          org_id?: string;
          output?: Json | null;
          parent_id?: string | null;
          parent_key?: string | null;
          repeats?: number;
          resumed_at?: string | null;
          retry_of?: string | null;
          started_at?: string | null;
          started_by?: string | null;
          status?: string;
          trigger?: NonNullable<Json>;
          version?: number;
          waits_for?: string | null;
          wake_at?: string | null;
          workflow_id?: string;
          workflow_version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "runs_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "runs_parent_id_fkey";
            columns: ["parent_id"];
            isOneToOne: false;
            referencedRelation: "runs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "runs_retry_of_fkey";
            columns: ["retry_of"];
            isOneToOne: false;
            referencedRelation: "runs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "runs_workflow_id_fkey";
            columns: ["workflow_id"];
            isOneToOne: false;
            referencedRelation: "workflows";
            referencedColumns: ["id"];
          },
        ];
      };
      sources: {
        Row: {
          created_at: string;
          erase_asked_at: string | null;
          erased_at: string | null;
          erased_to_seq: number;
          id: string;
          is_sample: boolean;
          kind: string;
          last_event_at: string | null;
          name: string;
          org_id: string;
          path_mode: string;
          paused_at: string | null;
          removed_at: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          erase_asked_at?: string | null;
          erased_at?: string | null;
          erased_to_seq?: number;
          id?: string;
          is_sample?: boolean;
          kind: string;
          last_event_at?: string | null;
          name: string;
          org_id: string;
          path_mode?: string;
          paused_at?: string | null;
          removed_at?: string | null;
          user_id?: string;
        };
        Update: {
          created_at?: string;
          erase_asked_at?: string | null;
          erased_at?: string | null;
          erased_to_seq?: number;
          id?: string;
          is_sample?: boolean;
          kind?: string;
          last_event_at?: string | null;
          name?: string;
          org_id?: string;
          path_mode?: string;
          paused_at?: string | null;
          removed_at?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "sources_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
      suggestion_feedback: {
        Row: {
          created_at: string;
          fingerprint: string;
          id: number;
          org_id: string;
          reason: string | null;
          suggestion_id: string | null;
          user_id: string;
          verdict: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          fingerprint: string;
          id?: never;
          org_id: string;
          reason?: string | null;
          suggestion_id?: string | null;
          user_id: string;
          verdict: string;
        };
        Update: {
          created_at?: string;
          fingerprint?: string;
          id?: never;
          org_id?: string;
          reason?: string | null;
          suggestion_id?: string | null;
          user_id?: string;
          verdict?: string;
        };
        Relationships: [
          {
            foreignKeyName: "suggestion_feedback_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "suggestion_feedback_suggestion_id_fkey";
            columns: ["suggestion_id"];
            isOneToOne: false;
            referencedRelation: "suggestions";
            referencedColumns: ["id"];
          },
        ];
      };
      suggestions: {
        Row: {
          backtest: NonNullable<Json>;
          body: string;
          catalogue_id: string;
          created_at: string;
          draft: NonNullable<Json>;
          explanation: NonNullable<Json>;
          fingerprint: string;
          id: string;
          minutes_per_month: number;
          org_id: string;
          pattern_id: string;
          snoozed_until: string | null;
          status: string;
          status_changed_at: string;
          title: string;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          backtest: NonNullable<Json>;
          body: string;
          catalogue_id: string;
          created_at?: string;
          draft: NonNullable<Json>;
          explanation: NonNullable<Json>;
          fingerprint: string;
          id?: string;
          minutes_per_month: number;
          org_id: string;
          pattern_id: string;
          snoozed_until?: string | null;
          status?: string;
          status_changed_at?: string;
          title: string;
          user_id: string;
          version?: number;
        };
        Update: {
          backtest?: NonNullable<Json>;
          body?: string;
          catalogue_id?: string;
          created_at?: string;
          draft?: NonNullable<Json>;
          explanation?: NonNullable<Json>;
          fingerprint?: string;
          id?: string;
          minutes_per_month?: number;
          org_id?: string;
          pattern_id?: string;
          snoozed_until?: string | null;
          status?: string;
          status_changed_at?: string;
          title?: string;
          user_id?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "suggestions_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "suggestions_pattern_id_fkey";
            columns: ["pattern_id"];
            isOneToOne: false;
            referencedRelation: "patterns";
            referencedColumns: ["id"];
          },
        ];
      };
      workflow_consents: {
        Row: {
          copies: boolean;
          given_at: string;
          number: number;
          org_id: string;
          user_id: string;
          workflow_id: string;
        };
        ComputedFields: never;
        Insert: {
          copies?: boolean;
          given_at?: string;
          number: number;
          org_id: string;
          user_id: string;
          workflow_id: string;
        };
        Update: {
          copies?: boolean;
          given_at?: string;
          number?: number;
          org_id?: string;
          user_id?: string;
          workflow_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "workflow_consents_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "workflow_consents_workflow_id_fkey";
            columns: ["workflow_id"];
            isOneToOne: false;
            referencedRelation: "workflows";
            referencedColumns: ["id"];
          },
        ];
      };
      workflow_versions: {
        Row: {
          checked_at: string | null;
          definition: NonNullable<Json>;
          note: string;
          number: number;
          org_id: string;
          published_at: string;
          published_by: string | null;
          rolled_back_to: number | null;
          workflow_id: string;
        };
        ComputedFields: never;
        Insert: {
          checked_at?: string | null;
          definition: NonNullable<Json>;
          note?: string;
          number: number;
          org_id: string;
          published_at?: string;
          published_by?: string | null;
          rolled_back_to?: number | null;
          workflow_id: string;
        };
        Update: {
          checked_at?: string | null;
          definition?: NonNullable<Json>;
          note?: string;
          number?: number;
          org_id?: string;
          published_at?: string;
          published_by?: string | null;
          rolled_back_to?: number | null;
          workflow_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "workflow_versions_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "workflow_versions_workflow_id_fkey";
            columns: ["workflow_id"];
            isOneToOne: false;
            referencedRelation: "workflows";
            referencedColumns: ["id"];
          },
        ];
      };
      workflows: {
        Row: {
          created_at: string;
          created_by: string | null;
          deleted_at: string | null;
          draft: NonNullable<Json>;
          draft_revision: number;
          errors_since: string;
          id: string;
          name: string;
          org_id: string;
          paused_at: string | null;
          paused_because: string | null;
          published_version: number | null;
          suggestion_id: string | null;
          trigger_kind: string | null;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          deleted_at?: string | null;
          draft: NonNullable<Json>;
          draft_revision?: number;
          errors_since?: string;
          id?: string;
          name: string;
          org_id: string;
          paused_at?: string | null;
          paused_because?: string | null;
          published_version?: number | null;
          suggestion_id?: string | null;
          trigger_kind?: string | null;
          updated_at?: string;
          version?: number;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          deleted_at?: string | null;
          draft?: NonNullable<Json>;
          draft_revision?: number;
          errors_since?: string;
          id?: string;
          name?: string;
          org_id?: string;
          paused_at?: string | null;
          paused_because?: string | null;
          published_version?: number | null;
          suggestion_id?: string | null;
          trigger_kind?: string | null;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "workflows_org_id_fkey";
            columns: ["org_id"];
            isOneToOne: false;
            referencedRelation: "organisations";
            referencedColumns: ["id"];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      accept_invitation: { Args: { token: string }; Returns: string };
      accept_suggestion: { Args: { definition: Json; id: string; name: string }; Returns: string };
      answer_approval: {
        Args: { approved: boolean; comment?: string; key: string; run_id: string };
        Returns: number;
      };
      answer_burst: { Args: { id: string; starts: boolean }; Returns: number };
      audit_entries: {
        Args: {
          actions?: string[];
          actor?: string;
          before?: number;
          org_id: string;
          since?: string;
          take?: number;
          until?: string;
        };
        Returns: {
          action: string;
          actor_email: string;
          actor_id: string;
          actor_name: string;
          after_hash: string;
          at: string;
          before_hash: string;
          details: Json;
          id: number;
          ip: string;
          request_id: string;
          seq: number;
          target: string;
          user_agent: string;
        }[];
      };
      cancel_erasure: { Args: Record<PropertyKey, never>; Returns: boolean };
      cancel_replay: { Args: { id: string }; Returns: undefined };
      cancel_run: { Args: { id: string }; Returns: undefined };
      change_role: { Args: { org_id: string; role: string; user_id: string }; Returns: undefined };
      consent_to_workflow: { Args: { copies?: boolean; id: string }; Returns: undefined };
      count_replayable: {
        Args: {
          is_dead?: boolean;
          q?: string;
          since?: string;
          status: string;
          until?: string;
          workflow_id?: string;
        };
        Returns: number;
      };
      create_api_key: {
        Args: { expires_in_days?: number; name: string; scopes?: string[]; source_id: string };
        Returns: {
          id: string;
          key: string;
        }[];
      };
      create_organisation: { Args: { name: string }; Returns: string };
      create_workflow: { Args: { definition: Json; name: string; org_id: string }; Returns: string };
      decline_invitation: { Args: { token: string }; Returns: string };
      delete_connection: { Args: { id: string }; Returns: undefined };
      delete_organisation: { Args: { name: string; org_id: string }; Returns: string };
      delete_workflow: { Args: { id: string }; Returns: number };
      dismiss_suggestion: { Args: { id: string; reason: string }; Returns: number };
      ensure_personal_org: { Args: Record<PropertyKey, never>; Returns: string };
      erase_account: { Args: { email: string; grace_days?: number }; Returns: string };
      erase_source_step: { Args: { source_id: string }; Returns: number };
      feed_counts: {
        Args: Record<PropertyKey, never>;
        Returns: {
          dismissed: number;
          kept: number;
          open: number;
          patterns: number;
          snoozed: number;
        }[];
      };
      find_files: {
        Args: { q: string; take?: number };
        Returns: {
          events: number;
          last_at: string;
          path: string;
        }[];
      };
      find_runs: {
        Args: {
          before?: string;
          before_id?: string;
          is_dead?: boolean;
          of_status?: string;
          of_workflow?: string;
          q: string;
          since?: string;
          take?: number;
          until?: string;
        };
        Returns: {
          created_at: string;
          error: Json;
          finished_at: string;
          id: string;
          org_id: string;
          started_at: string;
          status: string;
          trigger: Json;
          waits_for: string;
          wake_at: string;
          workflow: Json;
          workflow_id: string;
          workflow_version: number;
        }[];
      };
      invitation_of: {
        Args: { token: string };
        Returns: {
          expires_at: string;
          id: string;
          invited_by: string;
          org_id: string;
          org_name: string;
          problem: string;
          role: string;
        }[];
      };
      invite_member: {
        Args: { email: string; org_id: string; role: string };
        Returns: {
          id: string;
          token: string;
        }[];
      };
      keep_suggestion: { Args: { id: string }; Returns: number };
      kept_rows: {
        Args: Record<PropertyKey, never>;
        Returns: {
          name: string;
          number_of_rows: number;
        }[];
      };
      leave_organisation: { Args: { org_id: string }; Returns: undefined };
      list_connection_uses: {
        Args: Record<PropertyKey, never>;
        Returns: {
          connection_id: string;
          name: string;
          workflow_id: string;
        }[];
      };
      list_webhook_secrets: {
        Args: { workflow_id: string };
        Returns: {
          created_at: string;
          hint: string;
          id: string;
        }[];
      };
      list_workflow_shares: {
        Args: { workflow_id: string };
        Returns: {
          created_at: string;
          expires_at: string;
          id: string;
          made_by: string;
          number: number;
        }[];
      };
      make_recovery_codes: { Args: Record<PropertyKey, never>; Returns: string[] };
      members_of: {
        Args: { org_id: string };
        Returns: {
          email: string;
          is_me: boolean;
          joined_at: string;
          name: string;
          role: string;
          user_id: string;
        }[];
      };
      mute_pattern: { Args: { id: string }; Returns: undefined };
      my_sessions: {
        Args: Record<PropertyKey, never>;
        Returns: {
          aal: string;
          created_at: string;
          id: string;
          ip: string;
          is_this: boolean;
          last_seen_at: string;
          user_agent: string;
        }[];
      };
      pattern_step_days: {
        Args: { id: string; time_zone: string };
        Returns: {
          days: number;
          step: number;
        }[];
      };
      pause_workflow: { Args: { id: string }; Returns: number };
      publish_workflow: { Args: { expected_revision: number; id: string; note?: string }; Returns: number };
      read_run_steps: {
        Args: { run_id: string };
        Returns: {
          attempt: number;
          due_at: string;
          error: Json;
          finished_at: string;
          input: Json;
          is_cut: boolean;
          is_input_cut: boolean;
          key: string;
          kind: string;
          log: Json;
          output: Json;
          place: number;
          started_at: string;
          status: string;
          step_id: string;
        }[];
      };
      recovery_codes_left: { Args: Record<PropertyKey, never>; Returns: number };
      remove_member: { Args: { org_id: string; user_id: string }; Returns: undefined };
      remove_sample: { Args: Record<PropertyKey, never>; Returns: number };
      remove_source: { Args: { source_id: string }; Returns: undefined };
      remove_source_with_events: { Args: { source_id: string }; Returns: undefined };
      rename_connection: { Args: { id: string; name: string }; Returns: number };
      replay_runs: {
        Args: {
          is_dead?: boolean;
          latest?: boolean;
          q?: string;
          since?: string;
          status: string;
          until?: string;
          workflow_id?: string;
        };
        Returns: string;
      };
      request_export: { Args: Record<PropertyKey, never>; Returns: string };
      resend_invitation: { Args: { id: string }; Returns: string };
      restart_run: { Args: { id: string; input?: Json; latest?: boolean }; Returns: string };
      restore_organisation: { Args: { org_id: string }; Returns: undefined };
      restore_workflow: { Args: { id: string }; Returns: number };
      resume_run: { Args: { id: string; key?: string }; Returns: number };
      resume_workflow: { Args: { id: string }; Returns: number };
      revoke_api_key: { Args: { key_id: string }; Returns: undefined };
      revoke_invitation: { Args: { id: string }; Returns: undefined };
      revoke_other_sessions: { Args: Record<PropertyKey, never>; Returns: number };
      revoke_session: { Args: { id: string }; Returns: boolean };
      revoke_webhook_secret: { Args: { secret_id: string; workflow_id: string }; Returns: undefined };
      revoke_workflow_share: { Args: { share_id: string; workflow_id: string }; Returns: undefined };
      roll_back_workflow: { Args: { id: string; note?: string; to_version: number }; Returns: number };
      save_workflow: {
        Args: { definition: Json; expected_revision: number; id: string; name?: string };
        Returns: number;
      };
      settle_step: { Args: { key: string; output?: Json; run_id: string; verdict: string }; Returns: number };
      share_workflow: {
        Args: {
          days?: number;
          definition: Json;
          gaps: Json;
          id: string;
          name: string;
          number: number;
          token_hash: string;
        };
        Returns: string;
      };
      snooze_suggestion: { Args: { id: string; until: string }; Returns: number };
      start_run: { Args: { input?: Json; workflow_id: string }; Returns: string };
      timeline_days: {
        Args: {
          is_inferred?: boolean;
          ops?: string[];
          q?: string;
          since?: string;
          source?: string;
          time_zone: string;
          until?: string;
        };
        Returns: {
          day: string;
          events: number;
          sessions: number;
        }[];
      };
      timeline_events: {
        Args: {
          is_inferred?: boolean;
          ops?: string[];
          q?: string;
          since: string;
          skip?: number;
          source?: string;
          take?: number;
          until: string;
        };
        Returns: {
          from_path: string;
          id: string;
          inferred: boolean;
          occurred_at: string;
          op: string;
          path: string;
          size: number;
          tool: string;
        }[];
      };
      transfer_ownership: { Args: { org_id: string; user_id: string }; Returns: undefined };
      undo_suggestion: { Args: { id: string }; Returns: number };
      unmute_pattern: { Args: { id: string }; Returns: undefined };
      use_recovery_code: { Args: { code: string }; Returns: string };
      verify_audit_log: {
        Args: { org_id: string };
        Returns: {
          broken_id: number;
          broken_seq: number;
          checked: number;
          problem: string;
          unsealed: number;
        }[];
      };
      wanted_files: {
        Args: Record<PropertyKey, never>;
        Returns: {
          max_bytes: number;
          path: string;
          run_id: string;
          source_id: string;
          step_key: string;
        }[];
      };
      withdraw_consent: { Args: { id: string }; Returns: undefined };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {},
  },
} as const;
