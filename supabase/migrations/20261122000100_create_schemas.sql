-- Two schemas that no API exposes: helpers and the outbox in private, the leaves of partitioned tables in parts.
set lock_timeout = '1s';
set statement_timeout = '5s';

create schema private;
comment on schema private is 'Helpers of the policies, the outbox and whatever no person may read. Never exposed by an API.';

create schema parts;
comment on schema parts is 'Leaves of partitioned tables. Nobody holds a grant here: rows are read through the parent.';
