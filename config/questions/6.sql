-- How many users joined in each year, 2015 to 2020.
select join_year, count(*) as number_users_joined
from (
  select distinct join_year, user_name, age, date_joined
  from posts
  where join_year between 2015 and 2020
) users
group by join_year
order by join_year, number_users_joined
