-- The median follower count of each age group, over posts: the mean of the middle one or two.
select age_group, (cast(min(follower_count) as decimal(20, 0)) + max(follower_count)) * 0.5 as median_follower_count
from (
  select
    age_group,
    follower_count,
    row_number() over (partition by age_group order by follower_count) as place,
    count(*) over (partition by age_group) as places
  from posts
  where age_group is not null and follower_count is not null
) ranked
where 2 * place between places and places + 2
group by age_group
order by age_group, median_follower_count
