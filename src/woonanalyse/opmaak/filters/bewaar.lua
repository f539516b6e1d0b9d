-- Writes what was read to a file, a line for the head and one for each part, and leaves nothing.
local MERK = utf8.char(0xE002)

local function Pandoc(doc)
  local uit = assert(io.open(os.getenv("WOONANALYSE_DELEN"), "wb"))
  local deel, meta = pandoc.Blocks({}), doc.meta
  local function schrijf()
    uit:write(pandoc.write(pandoc.Pandoc(deel, meta), "json"), "\n")
    deel, meta = pandoc.Blocks({}), nil
  end
  for _, blok in ipairs(doc.blocks) do
    if blok.t == "CodeBlock" and blok.text:sub(1, #MERK) == MERK then
      schrijf()
    else
      deel:insert(blok)
    end
  end
  schrijf()
  uit:close()
  return pandoc.Pandoc({})
end

return { { Pandoc = Pandoc } }
