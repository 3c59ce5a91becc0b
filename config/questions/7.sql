-- The median follower count by the year the user joined, 2015 to 2020, over posts: the mean of the middle one or two.
select join_year, (cast(min(follower_count) as decimal(20, 0)) + max(follower_count)) * 0.5 as median_follower_count
from (
  select
    join_year,
    follower_count,
    row_number() over (partition by join_year order by follower_count) as place,
    count(*) over (partition by join_year) as places
  from posts
  where join_year between 2015 and 2020 and follower_count is not null
) ranked
where 2 * place between places and places + 2
group by join_year
order by join_year, median_follower_count
