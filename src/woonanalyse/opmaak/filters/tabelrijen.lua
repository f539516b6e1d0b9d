-- Puts the rows that were read before in the place of the row that has their number.
local MERK = utf8.char(0xE006)

local gelezen = nil

--- The table that holds the rows of a number.
local function tabel_van(nr)
  if gelezen == nil then
    local bestand = assert(io.open(os.getenv("WOONANALYSE_RIJEN"), "rb"))
    gelezen = pandoc.read(string.format('{"pandoc-api-version":[%s],"meta":{},"blocks":[%s]}',
      tostring(PANDOC_API_VERSION):gsub("%.", ","), bestand:read("a")), "json").blocks
    bestand:close()
  end
  return gelezen[nr + 1]
end

--- The number that a row has.
local function nummer_van(rij)
  local blok = rij.cells[1] and rij.cells[1].contents[1]
  local deel = blok and blok.t == "Plain" and #blok.content == 1 and blok.content[1]
  local tekst = deel and deel.t == "Str" and deel.text or ""
  return tekst:match("^" .. MERK .. "(%d+)$")
end

local function Table(el)
  local anders, delen = false, el.bodies
  for _, deel in ipairs(delen) do
    local rijen = pandoc.List({})
    for _, rij in ipairs(deel.body) do
      local nr = nummer_van(rij)
      if nr then
        rijen:extend(tabel_van(tonumber(nr)).bodies[1].body)
        anders = true
      else
        rijen:insert(rij)
      end
    end
    deel.body = rijen
  end
  if anders then
    el.bodies = delen
    return el
  end
end

return { { Table = Table } }
