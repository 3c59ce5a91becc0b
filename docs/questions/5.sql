-- The median follower count of each age group, over posts. Of posts, one row per ind: the newest version. DuckDB.
select
    case when age between 18 and 24 then '18-24' when age between 25 and 35 then '25-35'
    when age between 36 and 50 then '36-50' when age > 50 then '+50' end age_group,
  percentile_cont(0.5) within group (order by follower_count) median_follower_count
from posts
where age_group is not null and follower_count is not null
group by age_group
order by 1, 2
