-- The poster with the most followers in each country. Of posts, one row per ind: the newest version. DuckDB.
select distinct country, poster_name, follower_count from posts p
where poster_name is not null
  and follower_count =
    (select max(follower_count) from posts q where q.country = p.country and q.poster_name is not null)
order by 1, 2, 3
