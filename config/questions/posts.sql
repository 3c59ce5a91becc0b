-- The posts that the questions are asked of: of each index the newest version, without the deleted ones, and with
-- the groups and years that are asked for. Reads the lake's table post, whose rows are all versions in the order in
-- which they were emitted; all versions of an index are in one partition. Years are those of the session's time zone: UTC.
-- DuckDB, Spark SQL and Trino (Athena).
select
  ind,
  category,
  country,
  poster_name,
  follower_count,
  user_name,
  age,
  date_joined,
  case
    when age between 18 and 24 then '18-24'
    when age between 25 and 35 then '25-35'
    when age between 36 and 50 then '36-50'
    when age > 50 then '+50'
  end as age_group,
  year(timestamp) as post_year,
  year(date_joined) as join_year
from (
  select post.*, row_number() over (partition by ind order by kafka_offset desc) as place
  from post
) versions
where place = 1 and not coalesce(deleted, false)
