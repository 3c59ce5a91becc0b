-- How many users joined in each year, 2015 to 2020. Of posts, one row per ind: the newest version. DuckDB.
select join_year, count(*) number_users_joined from (
  select distinct year(date_joined) join_year, user_name, age, date_joined from posts)
where join_year between 2015 and 2020
group by join_year
order by 1, 2
