-- The median follower count by the year the user joined, 2015 to 2020, over posts. Of posts, one row per ind: the newest version. DuckDB.
select year(date_joined) join_year,
  percentile_cont(0.5) within group (order by follower_count) median_follower_count
from posts
where join_year between 2015 and 2020 and follower_count is not null
group by join_year
order by 1, 2
